package cinema.dev.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process wrote into its log before it ended, as far as it says why. */
public final class LastWords {

	/** The line that says so, be it among stars on a line of the log. */
	private static final Pattern ANALYSIS = Pattern.compile(".*\\bAPPLICATION FAILED TO START\\b[ *]*");

	private static final Pattern HEADING = Pattern.compile("\\s*\\b(Description|Action):\\s+");

	/** What was a line of its own before the log made one of all. */
	private static final Pattern DETAIL = Pattern.compile(" {4,}");

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
		int analysis = lines.size() - 1;
		while (analysis >= 0 && !ANALYSIS.matcher(lines.get(analysis)).lookingAt()) {
			analysis--;
		}
		List<String> words = (analysis >= 0) ? analysis(lines.subList(analysis, lines.size())) : last(lines);
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

	/**
	 * Our applications write it on one line, as all they log; what they stand on may not.
	 */
	private static List<String> analysis(List<String> lines) {
		String flat = ANALYSIS.matcher(lines.get(0)).replaceFirst("");
		Stream<String> first = DETAIL.matcher(HEADING.matcher(flat).replaceAll("\n$1:\n")).replaceAll("\n    ").lines();
		Stream<String> more = lines.stream().skip(1).takeWhile((line) -> !LOG_LINE.matcher(line).matches());
		return Stream.concat(first, more)
			.map(String::stripTrailing)
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
