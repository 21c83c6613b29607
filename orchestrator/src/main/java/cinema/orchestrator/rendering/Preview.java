package cinema.orchestrator.rendering;

import java.util.regex.Pattern;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Document;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * What a list of letters shows beside a subject: the first sentences of a letter, without
 * its title, greeting, buttons and addresses of pages.
 */
final class Preview extends AbstractVisitor {

	private static final int LONGEST = 120;

	/**
	 * Up to here what mail programs would add of the letter itself is kept out by
	 * characters that nobody sees; each of them is written, kept and sent for everybody.
	 */
	private static final int PADDED = 150;

	private static final String UNSEEN = "&zwnj;&nbsp;";

	private static final Pattern URL = Pattern.compile("(?:https?://|www\\.)\\S+");

	/** Hello Ann, or a few words before an exclamation mark. */
	private static final Pattern GREETING = Pattern.compile(".*,|(?:[^.!?\\s]+\\s+){0,5}[^.!?\\s]+!");

	private static final Pattern END = Pattern.compile(".*[.!?:;,\u2026][\"'\u201d\u00bb)]*");

	private final StringBuilder line = new StringBuilder();

	private final StringBuilder words = new StringBuilder();

	private String greeting = "";

	private Preview() {
	}

	/** One line, or an empty text where nothing is left to say. */
	static String of(Node body) {
		Preview preview = new Preview();
		for (Node block = body.getFirstChild(); block != null
				&& preview.line.length() <= LONGEST; block = block.getNext()) {
			block.accept(preview);
		}
		preview.endClause();
		return PlainText.cutAtWord(preview.line.isEmpty() ? preview.greeting : preview.line.toString(), LONGEST);
	}

	/** Html that follows a preview. */
	static String padding(String preview) {
		return UNSEEN.repeat(Math.max(0, PADDED - preview.length()));
	}

	@Override
	public void visit(Paragraph paragraph) {
		if (LetterStyles.isOnlyLinks(paragraph)) {
			endClause();
			return;
		}
		this.words.setLength(0);
		visitChildren(paragraph);
		String said = PlainText.oneLine(URL.matcher(this.words).replaceAll(""));
		if (isGreeting(paragraph, said)) {
			this.greeting = said;
		}
		else if (!said.isEmpty() && this.line.length() <= LONGEST) {
			add(said);
		}
	}

	private boolean isGreeting(Paragraph paragraph, String said) {
		Node before = paragraph.getPrevious();
		return paragraph.getParent() instanceof Document && (before == null || before instanceof Heading)
				&& GREETING.matcher(said).matches();
	}

	private void add(String said) {
		boolean continues = this.line.isEmpty() && this.greeting.endsWith(",");
		this.line.append(this.line.isEmpty() ? "" : " ");
		this.line.append(continues ? capital(said) : said).append(END.matcher(said).matches() ? "" : ".");
	}

	private static String capital(String said) {
		int rest = said.offsetByCodePoints(0, 1);
		return new StringBuilder().appendCodePoint(Character.toTitleCase(said.codePointAt(0)))
			.append(said, rest, said.length())
			.toString();
	}

	/** What was to follow a colon is not there. */
	private void endClause() {
		int last = this.line.length() - 1;
		if (last >= 0 && this.line.charAt(last) == ':') {
			this.line.setCharAt(last, '.');
		}
	}

	@Override
	public void visit(Heading heading) {
		// The subject has said as much.
	}

	@Override
	public void visit(Image image) {
		// Nothing of it can be read.
	}

	@Override
	public void visit(Text text) {
		this.words.append(text.getLiteral());
	}

	@Override
	public void visit(Code code) {
		this.words.append(code.getLiteral());
	}

	@Override
	public void visit(SoftLineBreak lineBreak) {
		this.words.append(' ');
	}

	@Override
	public void visit(HardLineBreak lineBreak) {
		this.words.append(' ');
	}

}
