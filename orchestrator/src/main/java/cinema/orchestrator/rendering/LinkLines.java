package cinema.orchestrator.rendering;

import java.util.Set;

import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.text.TextContentNodeRendererContext;
import org.commonmark.renderer.text.TextContentWriter;

/**
 * Writes the address of a link on a line of its own, so that no mail program takes what
 * follows it for a part of it.
 */
final class LinkLines implements NodeRenderer {

	private final TextContentNodeRendererContext context;

	LinkLines(TextContentNodeRendererContext context) {
		this.context = context;
	}

	@Override
	public Set<Class<? extends Node>> getNodeTypes() {
		return Set.of(Link.class);
	}

	@Override
	public void render(Node link) {
		TextContentWriter out = this.context.getWriter();
		for (Node child = link.getFirstChild(); child != null; child = child.getNext()) {
			this.context.render(child);
		}
		if (link.getFirstChild() != null) {
			out.write(":");
			out.line();
		}
		out.write(((Link) link).getDestination());
		if (link.getNext() != null) {
			out.line();
		}
	}

}
