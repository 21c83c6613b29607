package cinema.orchestrator.rendering;

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

	private static boolean isSpace(int point) {
		int type = Character.getType(point);
		return Character.isWhitespace(point) || type == Character.CONTROL || type == Character.LINE_SEPARATOR
				|| type == Character.PARAGRAPH_SEPARATOR || type == Character.SPACE_SEPARATOR;
	}

}
