package cinema.orchestrator.rendering;

/** A text is no template that may be used. */
final class TemplateFaultException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient TemplateFault fault;

	TemplateFaultException(int line, String reason) {
		super(new TemplateFault(line, reason).words());
		this.fault = new TemplateFault(line, reason);
	}

	TemplateFault fault() {
		return this.fault;
	}

}
