package cinema.dev.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a process wrote into its log before it ended, as far as it says why. */
public final class LastWords {

	private static final String ANALYSIS = "APPLICATION FAILED TO START";

	private static final Pattern COLOURS = Pattern.compile("\u001B\\[[0-9;]*m");

	private static final Pattern FRAME = Pattern.compile("\\s*(at .*|\\.\\.\\. \\d+ .*|[*=~-]*)");

	private static final Pattern CAUSE = Pattern.compile("Caused by: .*");

	private static final Pattern TROUBLE = Pattern.compile(
			"(?i).*(\\berror\\b|fatal|panic|boot failed|exception|cannot|could not|unable|unrecognized|invalid|failed|no space).*");

	private static final Pattern CLASS_NAME = Pattern.compile("^Caused by: (?:[\\w$]+\\.)+[\\w$]+(?:: )?(?=.)");

	private static final Pattern LOG_LINE = Pattern.compile("\\d\\d:\\d\\d:\\d\\d\\.\\d{3} .*");

	private static final int MOST_LINES = 5;

	private static final int LONGEST_LINE = 600;

	private LastWords() {
	}

	/**
	 * The end of a log in a few lines, indented; Spring Boot's analysis of a failure as a
	 * whole.
	 * @param from where the log of this process begins, in bytes
	 */
	public static String of(Path log, long from) {
		List<String> lines = lines(log, from);
		int analysis = lines.lastIndexOf(ANALYSIS);
		List<String> words = (analysis >= 0) ? analysis(lines.subList(analysis + 1, lines.size())) : last(lines);
		StringBuilder text = new StringBuilder();
		words.forEach((line) -> text.append("\n    ").append(line));
		return text + "\n  (" + log + ")";
	}

	private static List<String> lines(Path log, long from) {
		try {
			byte[] all = Files.readAllBytes(log);
			int start = (int) Math.min(from, all.length);
			String text = new String(all, start, all.length - start, StandardCharsets.UTF_8);
			return COLOURS.matcher(text).replaceAll("").lines().map(String::stripTrailing).toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	private static List<String> analysis(List<String> lines) {
		return lines.stream()
			.takeWhile((line) -> !LOG_LINE.matcher(line).matches())
			.filter((line) -> !FRAME.matcher(line).matches())
			.toList();
	}

	/** The deepest cause, else the lines that name trouble, else the last ones. */
	private static List<String> last(List<String> lines) {
		List<String> said = lines.stream().filter((line) -> !FRAME.matcher(line).matches()).toList();
		List<String> causes = said.stream().filter((line) -> CAUSE.matcher(line).matches()).toList();
		if (!causes.isEmpty()) {
			return List.of(cut(CLASS_NAME.matcher(causes.get(causes.size() - 1)).replaceFirst("")));
		}
		List<String> trouble = said.stream().filter((line) -> TROUBLE.matcher(line).matches()).toList();
		List<String> told = trouble.isEmpty() ? said : trouble;
		return told.subList(Math.max(0, told.size() - MOST_LINES), told.size()).stream().map(LastWords::cut).toList();
	}

	private static String cut(String line) {
		return (line.length() > LONGEST_LINE) ? line.substring(0, LONGEST_LINE) + "..." : line;
	}

}
