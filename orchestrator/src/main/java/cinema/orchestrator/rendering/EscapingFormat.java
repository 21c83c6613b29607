package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.Writer;
import java.util.function.UnaryOperator;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;

/** How values stand in a text that is no HTML. */
final class EscapingFormat extends CommonMarkupOutputFormat<EscapingFormat.Escaped> {

	/**
	 * A name such as {@code **x**} is printed as it stands and never becomes Markdown.
	 */
	static final EscapingFormat MARKDOWN = new EscapingFormat("Markdown", "text/markdown", EscapingFormat::markdown);

	/**
	 * What is sent as it stands: values lose what a telephone would turn into a link,
	 * since only our own may stand in it.
	 */
	static final EscapingFormat SHORT_TEXT = new EscapingFormat("ShortText", "text/plain", EscapingFormat::shortText);

	private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

	private final String name;

	private final String mimeType;

	private final UnaryOperator<String> escape;

	private EscapingFormat(String name, String mimeType, UnaryOperator<String> escape) {
		this.name = name;
		this.mimeType = mimeType;
		this.escape = escape;
	}

	/**
	 * One line in which nothing means anything (CommonMark 0.31, 2.4: any ASCII
	 * punctuation may be escaped).
	 */
	private static String markdown(String value) {
		StringBuilder escaped = new StringBuilder(value.length() + 16);
		for (char one : PlainText.oneLine(value).toCharArray()) {
			if (PUNCTUATION.indexOf(one) >= 0) {
				escaped.append('\\');
			}
			escaped.append(one);
		}
		return escaped.toString();
	}

	private static String shortText(String value) {
		String said = Unlinked.of(value);
		boolean before = !said.isEmpty() && Character.isWhitespace(value.charAt(0));
		boolean after = !said.isEmpty() && Character.isWhitespace(value.charAt(value.length() - 1));
		return (before ? " " : "") + said + (after ? " " : "");
	}

	@Override
	public String getName() {
		return this.name;
	}

	@Override
	public String getMimeType() {
		return this.mimeType;
	}

	@Override
	public void output(String textToEscape, Writer out) throws IOException {
		out.write(escapePlainText(textToEscape));
	}

	@Override
	public String escapePlainText(String plain) {
		return this.escape.apply(plain);
	}

	@Override
	public boolean isLegacyBuiltInBypassed(String builtInName) {
		return false;
	}

	@Override
	protected Escaped newTemplateMarkupOutputModel(String plain, String markup) {
		return new Escaped(plain, markup, this);
	}

	/** FreeMarker's own form of a value that may stand as it is. */
	static final class Escaped extends CommonTemplateMarkupOutputModel<Escaped> {

		private final EscapingFormat format;

		Escaped(String plain, String markup, EscapingFormat format) {
			super(plain, markup);
			this.format = format;
		}

		@Override
		public EscapingFormat getOutputFormat() {
			return this.format;
		}

	}

}
