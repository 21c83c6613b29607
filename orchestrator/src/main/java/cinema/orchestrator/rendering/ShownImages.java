package cinema.orchestrator.rendering;

import java.util.Set;
import java.util.TreeSet;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Node;

/**
 * The images that a letter brings itself (RFC 2392): {@code ![A cat](cid:poster)} shows
 * the file whose content id is {@code poster}.
 */
final class ShownImages extends AbstractVisitor {

	static final String CID = "cid:";

	private final Set<String> shown = new TreeSet<>();

	private ShownImages() {
	}

	static boolean isOwn(Image image) {
		return image.getDestination().startsWith(CID);
	}

	/**
	 * Makes sure that a letter shows these images, all and no others.
	 * @throws IllegalStateException that names one
	 */
	static void require(Node body, Set<String> wanted) {
		ShownImages images = new ShownImages();
		body.accept(images);
		images.shown.stream().filter((id) -> !wanted.contains(id)).findFirst().ifPresent((id) -> {
			throw new IllegalStateException("it shows " + CID + id + ", and no file of it has that content_id");
		});
		wanted.stream().filter((id) -> !images.shown.contains(id)).sorted().findFirst().ifPresent((id) -> {
			throw new IllegalStateException(
					"it does not show " + CID + id + ", which one of its files has as its content_id");
		});
	}

	@Override
	public void visit(Image image) {
		if (isOwn(image)) {
			this.shown.add(image.getDestination().substring(CID.length()));
		}
		visitChildren(image);
	}

}
