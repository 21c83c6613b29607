package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.Writer;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;

/**
 * Escapes values, so that a name such as {@code **x**} is printed as it stands and never
 * becomes Markdown.
 */
final class MarkdownOutputFormat extends CommonMarkupOutputFormat<MarkdownOutputFormat.Markdown> {

	static final MarkdownOutputFormat INSTANCE = new MarkdownOutputFormat();

	private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

	private MarkdownOutputFormat() {
	}

	/**
	 * One line in which nothing means anything (CommonMark 0.31, 2.4: any ASCII
	 * punctuation may be escaped).
	 */
	static String escape(String value) {
		StringBuilder escaped = new StringBuilder(value.length() + 16);
		for (char one : PlainText.oneLine(value).toCharArray()) {
			if (PUNCTUATION.indexOf(one) >= 0) {
				escaped.append('\\');
			}
			escaped.append(one);
		}
		return escaped.toString();
	}

	@Override
	public String getName() {
		return "Markdown";
	}

	@Override
	public String getMimeType() {
		return "text/markdown";
	}

	@Override
	public void output(String textToEscape, Writer out) throws IOException {
		out.write(escape(textToEscape));
	}

	@Override
	public String escapePlainText(String plain) {
		return escape(plain);
	}

	@Override
	public boolean isLegacyBuiltInBypassed(String builtInName) {
		return false;
	}

	@Override
	protected Markdown newTemplateMarkupOutputModel(String plain, String markup) {
		return new Markdown(plain, markup);
	}

	/** FreeMarker's own form of a value that is Markdown already. */
	static final class Markdown extends CommonTemplateMarkupOutputModel<Markdown> {

		Markdown(String plain, String markup) {
			super(plain, markup);
		}

		@Override
		public MarkdownOutputFormat getOutputFormat() {
			return INSTANCE;
		}

	}

}
