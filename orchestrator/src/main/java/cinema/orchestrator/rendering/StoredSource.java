package cinema.orchestrator.rendering;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What may stand in the expressions of a template that comes from a form, told by its
 * text alone: the engine reckons with constants while it parses, and what it reckons with
 * has to be harmless by then.
 */
final class StoredSource {

	/** Everything that an expression may follow, wherever it stands. */
	private static final Pattern START = Pattern.compile("[$#]\\{|<[#@](?!--)");

	/**
	 * No arithmetic, no braces, no comments, no raw texts, and no value within quotes.
	 */
	private static final Pattern TOKEN = Pattern
		.compile("\\G(?:\\s++|(?<text>\"(?:[^\"\\\\]|\\\\[\"'\\\\nt])*+\"|'(?:[^'\\\\]|\\\\[\"'\\\\nt])*+')"
				+ "|\\d{1,3}\\.\\.[<!*]?\\d{1,3}(?![\\w.])|\\d{1,9}(?:\\.\\d{1,9})?+(?!\\w)"
				+ "|\\?\\?|\\?\\s*+(?<builtin>[\\p{L}_][\\p{L}\\p{N}_]*+)"
				+ "|(?!r[\"'])[\\p{L}_][\\p{L}\\p{N}_]*+(?![\"'])|\\.(?!\\.)|/(?=>)|[,()\\[\\]!=<>&|;}])");

	private StoredSource() {
	}

	/**
	 * Refuses what is not listed.
	 * @throws TemplateFaultException that names it and its line
	 */
	static void require(String source) {
		Matcher start = START.matcher(source);
		// What looks like another start within an expression is looked at by itself too.
		for (int at = 0; start.find(at); at = start.start() + 1) {
			if (start.group().equals("<@")) {
				throw refused(source, start.start(), "<@>");
			}
			requireExpression(source, start.end(), start.group().endsWith("{"));
		}
	}

	private static void requireExpression(String source, int from, boolean braced) {
		Matcher token = TOKEN.matcher(source).region(from, source.length()).useTransparentBounds(true);
		int at = from;
		int open = 0;
		while (at < source.length()) {
			if (!token.find()) {
				throw refused(source, at, told(source, at));
			}
			requireToken(source, token);
			at = token.end();
			char last = source.charAt(at - 1);
			open += (last == '(') ? 1 : (last == ')') ? -1 : 0;
			if (token.group("text") == null && (braced ? last == '}' : (last == '>' && open <= 0))) {
				return;
			}
		}
	}

	private static void requireToken(String source, Matcher token) {
		String text = token.group("text");
		if (text != null && (text.contains("${") || text.contains("#{"))) {
			throw refused(source, token.start(), "a value within quotes");
		}
		String builtIn = token.group("builtin");
		if (builtIn != null && !StoredRules.BUILT_INS.contains(builtIn)) {
			throw refused(source, token.start(), "?" + builtIn);
		}
	}

	private static String told(String source, int at) {
		if (source.startsWith("..", at)) {
			return "a range of more than 999";
		}
		if (source.startsWith("->", at)) {
			return "->";
		}
		char first = source.charAt(at);
		if (Character.isLetterOrDigit(first) || first == '"' || first == '\'') {
			return Character.isDigit(first) ? "such a number" : "such a text in quotes";
		}
		return source.substring(at, source.offsetByCodePoints(at, 1));
	}

	private static TemplateFaultException refused(String source, int at, String what) {
		int line = 1 + (int) source.substring(0, at).chars().filter((one) -> one == '\n').count();
		return StoredRules.refused(line, what);
	}

}
