package cinema.dev.document;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A block of code in a document.
 *
 * @param line where it begins, the fence
 * @param info what stands behind the fence
 * @param behind whether it stands right behind another block
 */
record Block(String document, int line, String info, String text, boolean behind) {

	private static final Set<String> MARKS = Set.of("run", "run eventually", "run refused", "run schedules");

	private static final Set<String> SAMPLES = Set.of("mermaid", "yaml", "java", "javascript", "html", "properties",
			"markdown");

	String place() {
		return this.document + ":" + this.line;
	}

	boolean isRun() {
		return MARKS.contains(mark()) && language().equals("sh");
	}

	boolean is(String mark) {
		return mark().equals("run " + mark);
	}

	boolean isOutputOf(@Nullable Block before) {
		return this.behind && before != null && before.isRun() && Set.of("text", "json").contains(this.info);
	}

	boolean isJson() {
		return language().equals("json");
	}

	private String language() {
		return this.info.split(" ", 2)[0];
	}

	private String mark() {
		return this.info.substring(language().length()).strip();
	}

	/** What is wrong with the way it is marked. */
	Optional<String> fault(@Nullable Block before) {
		return switch (language()) {
			case "sh" -> commands();
			case "json" -> isOutputOf(before) ? Optional.empty() : sample();
			case "text" -> isOutputOf(before) ? Optional.empty()
					: Optional.of("text is the output of commands and stands right behind them");
			default -> SAMPLES.contains(this.info) ? Optional.empty()
					: Optional.of("'" + this.info + "' is none of sh, text, json and " + SAMPLES);
		};
	}

	private Optional<String> commands() {
		if (!isRun() && !mark().matches("skip: .{8,}")) {
			return Optional.of("commands are marked 'sh run' or 'sh skip: why', see package-info of " + getClass());
		}
		return List.of(this.text.split("\n")).stream().anyMatch((line) -> line.matches("(.*\\s)?#\\s.*"))
				? Optional.of("a comment among commands") : Optional.empty();
	}

	private Optional<String> sample() {
		if (!mark().equals("sample")) {
			return Optional.of("json is a 'json sample', or output and stands right behind its commands");
		}
		try {
			JsonMapper.shared().readTree(this.text);
			return Optional.empty();
		}
		catch (JacksonException ex) {
			return Optional.of(ex.getOriginalMessage());
		}
	}

}
