package cinema.orchestrator.rendering;

import java.util.stream.Collectors;

/** Text without anything that a mail program or a terminal could take for a command. */
final class PlainText {

	private PlainText() {
	}

	/**
	 * One line: runs of white space and control characters become one space, lone
	 * surrogates a question mark.
	 */
	static String oneLine(String value) {
		StringBuilder line = new StringBuilder(value.length());
		value.codePoints().forEach((point) -> {
			if (isSpace(point)) {
				if (!line.isEmpty() && line.charAt(line.length() - 1) != ' ') {
					line.append(' ');
				}
			}
			else {
				line.appendCodePoint((Character.getType(point) == Character.SURROGATE) ? '?' : point);
			}
		});
		return line.toString().strip();
	}

	/** The same of several lines, at most one of them empty between two others. */
	static String lines(String text) {
		return text.lines()
			.map(PlainText::oneLine)
			.collect(Collectors.joining("\n"))
			.replaceAll("\n{3,}", "\n\n")
			.strip();
	}

	/** The beginning, with an ellipsis in place of what is too much. */
	static String cut(String line, int most) {
		if (line.codePointCount(0, line.length()) <= most) {
			return line;
		}
		return line.substring(0, line.offsetByCodePoints(0, most - 1)) + "\u2026";
	}

	/** The same, between two words where there are two. */
	static String cutAtWord(String line, int most) {
		String cut = cut(line, most);
		int space = cut.lastIndexOf(' ');
		return (cut.length() == line.length() || space < 0) ? cut
				: cut.substring(0, space).replaceAll("[\\s,;:.\u2026-]+$", "") + "\u2026";
	}

	private static boolean isSpace(int point) {
		int type = Character.getType(point);
		return Character.isWhitespace(point) || type == Character.CONTROL || type == Character.LINE_SEPARATOR
				|| type == Character.PARAGRAPH_SEPARATOR || type == Character.SPACE_SEPARATOR;
	}

}
