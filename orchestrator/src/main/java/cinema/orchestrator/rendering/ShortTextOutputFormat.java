package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.Writer;

import freemarker.core.CommonMarkupOutputFormat;
import freemarker.core.CommonTemplateMarkupOutputModel;

/**
 * Text that is sent as it stands: values lose what a telephone would turn into a link,
 * since only our own may stand in it.
 */
final class ShortTextOutputFormat extends CommonMarkupOutputFormat<ShortTextOutputFormat.ShortText> {

	static final ShortTextOutputFormat INSTANCE = new ShortTextOutputFormat();

	private ShortTextOutputFormat() {
	}

	@Override
	public String getName() {
		return "ShortText";
	}

	@Override
	public String getMimeType() {
		return "text/plain";
	}

	@Override
	public void output(String textToEscape, Writer out) throws IOException {
		out.write(escapePlainText(textToEscape));
	}

	@Override
	public String escapePlainText(String plain) {
		String said = Unlinked.of(plain);
		boolean before = !said.isEmpty() && Character.isWhitespace(plain.charAt(0));
		boolean after = !said.isEmpty() && Character.isWhitespace(plain.charAt(plain.length() - 1));
		return (before ? " " : "") + said + (after ? " " : "");
	}

	@Override
	public boolean isLegacyBuiltInBypassed(String builtInName) {
		return false;
	}

	@Override
	protected ShortText newTemplateMarkupOutputModel(String plain, String text) {
		return new ShortText(plain, text);
	}

	/** FreeMarker's own form of a value that may stand as it is. */
	static final class ShortText extends CommonTemplateMarkupOutputModel<ShortText> {

		ShortText(String plain, String text) {
			super(plain, text);
		}

		@Override
		public ShortTextOutputFormat getOutputFormat() {
			return INSTANCE;
		}

	}

}
