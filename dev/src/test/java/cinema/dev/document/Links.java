package cinema.dev.document;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;

/** Where the links of a document lead. */
final class Links {

	private final Document document;

	Links(Document document) {
		this.document = document;
	}

	/**
	 * Links within the project that lead nowhere, and those to a place of one machine.
	 */
	List<String> broken() {
		return targets().stream()
			.flatMap((target) -> fault(target).stream()
				.map((fault) -> this.document.name() + ": " + target + " " + fault))
			.toList();
	}

	/** The files and folders that are linked. */
	List<Path> files() {
		return targets().stream().filter((target) -> !target.matches("([a-z]+:|/|#).*")).map(this::file).toList();
	}

	private List<String> targets() {
		List<String> targets = new ArrayList<>();
		this.document.root().accept(new AbstractVisitor() {

			@Override
			public void visit(Link link) {
				targets.add(link.getDestination());
				visitChildren(link);
			}

			@Override
			public void visit(Image image) {
				targets.add(image.getDestination());
			}

		});
		return targets;
	}

	private Optional<String> fault(String target) {
		if (target.matches("https?://.*|mailto:.*")) {
			return Optional.empty();
		}
		if (target.matches("[a-z]+:.*|/.*")) {
			return Optional.of("is no place in the project");
		}
		Path file = file(target);
		if (!file.startsWith(Document.PROJECT) || !Files.exists(file)) {
			return Optional.of("is not there");
		}
		String anchor = URI.create(target).getFragment();
		return (anchor == null || anchors(file).contains(anchor)) ? Optional.empty()
				: Optional.of("has no such heading");
	}

	private Path file(String target) {
		String path = URI.create(target).getPath();
		Path here = Document.PROJECT.resolve(this.document.name());
		return path.isEmpty() ? here : here.resolveSibling(path).normalize();
	}

	private List<String> anchors(Path file) {
		if (file.equals(file("#"))) {
			return anchors();
		}
		return file.toString().endsWith(".md") ? new Links(Document.read(file)).anchors() : List.of();
	}

	/** The headings as GitHub and its like name them. */
	List<String> anchors() {
		List<String> anchors = new ArrayList<>();
		Map<String, Integer> seen = new HashMap<>();
		this.document.root().accept(new AbstractVisitor() {

			@Override
			public void visit(Heading heading) {
				String anchor = text(heading).toLowerCase(Locale.ROOT)
					.replaceAll("[^\\p{L}\\p{N} _-]", "")
					.replace(' ', '-');
				int before = seen.merge(anchor, 1, Integer::sum) - 1;
				anchors.add((before == 0) ? anchor : anchor + "-" + before);
			}

		});
		return anchors;
	}

	private static String text(Node node) {
		StringBuilder text = new StringBuilder();
		node.accept(new AbstractVisitor() {

			@Override
			public void visit(Text part) {
				text.append(part.getLiteral());
			}

			@Override
			public void visit(Code part) {
				text.append(part.getLiteral());
			}

		});
		return text.toString();
	}

}
