package cinema.orchestrator.rendering;

/**
 * What is wrong with the text of a template.
 *
 * @param line of the text, from 1 on; 0 where it is not one of them
 */
public record TemplateFault(int line, String reason) {

	/** For people, as the failure of a letter says it. */
	public String words() {
		return this.reason + ((this.line > 0) ? ", line " + this.line : "");
	}

}
