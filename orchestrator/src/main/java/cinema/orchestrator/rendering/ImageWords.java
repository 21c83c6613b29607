package cinema.orchestrator.rendering;

import java.util.Set;

import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.text.CoreTextContentNodeRenderer;
import org.commonmark.renderer.text.TextContentNodeRendererContext;

/** Of an image that the letter brings itself, the text has its words alone. */
final class ImageWords implements NodeRenderer {

	private final TextContentNodeRendererContext context;

	private final NodeRenderer others;

	ImageWords(TextContentNodeRendererContext context) {
		this.context = context;
		this.others = new CoreTextContentNodeRenderer(context);
	}

	@Override
	public Set<Class<? extends Node>> getNodeTypes() {
		return Set.of(Image.class);
	}

	@Override
	public void render(Node image) {
		if (!ShownImages.isOwn((Image) image)) {
			this.others.render(image);
			return;
		}
		for (Node child = image.getFirstChild(); child != null; child = child.getNext()) {
			this.context.render(child);
		}
	}

}
