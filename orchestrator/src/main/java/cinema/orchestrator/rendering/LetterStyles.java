package cinema.orchestrator.rendering;

import java.util.Map;

import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.renderer.html.AttributeProvider;

/** Inline styles, since many mail programs read no others. */
final class LetterStyles implements AttributeProvider {

	private static final String BUTTON = "display:inline-block;padding:12px 24px;background:#b3202c;color:#ffffff;"
			+ "border-radius:6px;text-decoration:none;font-weight:bold;";

	@Override
	public void setAttributes(Node node, String tagName, Map<String, String> attributes) {
		String style = style(node);
		if (!style.isEmpty() && !tagName.equals("code")) {
			attributes.put("style", style);
		}
	}

	private static String style(Node node) {
		if (node instanceof Heading heading) {
			return "margin:8px 0 16px;line-height:1.25;font-size:" + ((heading.getLevel() == 1) ? "24px;" : "18px;");
		}
		if (node instanceof Paragraph) {
			return "margin:0 0 16px;";
		}
		if (node instanceof ListItem) {
			return "margin:0 0 8px;";
		}
		if (node instanceof Link) {
			return isAlone(node) ? BUTTON : "color:#b3202c;";
		}
		return "";
	}

	/** A bold link that is a paragraph of its own is what the letter is for. */
	private static boolean isAlone(Node link) {
		return link.getParent() instanceof StrongEmphasis strong && isOnly(link)
				&& strong.getParent() instanceof Paragraph && isOnly(strong);
	}

	/** Whether a paragraph is a button, or links and nothing else. */
	static boolean isOnlyLinks(Node paragraph) {
		Node only = paragraph.getFirstChild();
		if (only instanceof StrongEmphasis strong && isOnly(strong)) {
			return isOnlyLinks(strong);
		}
		while (only instanceof Link || only instanceof SoftLineBreak) {
			only = only.getNext();
		}
		return only == null;
	}

	private static boolean isOnly(Node node) {
		return node.getPrevious() == null && node.getNext() == null;
	}

}
