package cinema.orchestrator.rendering;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.platform.seal.SealedLinks;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.jspecify.annotations.Nullable;

/**
 * Letters with a link or a code that works once, such as that of a password reset: who
 * writes their text shall not have it sent to a place of their own.
 */
final class OneTimeLinks {

	private static final String SUFFIX = "_link";

	private static final Pattern ADDRESS = Pattern.compile("(?i)(?:https?:/|www\\.)\\S+");

	private final String base;

	/** The last parts of their paths, which are what is secret. */
	private final List<String> secrets;

	private OneTimeLinks(String base, List<String> secrets) {
		this.base = base;
		this.secrets = secrets;
	}

	/** Those among the details of an event that lead to us. */
	static OneTimeLinks of(String base, @Nullable Object details) {
		List<String> secrets = (details instanceof Map<?, ?> fields) ? fields.entrySet()
			.stream()
			.flatMap((field) -> secret(base, String.valueOf(field.getKey()), String.valueOf(field.getValue())))
			.map((secret) -> secret.toLowerCase(Locale.ROOT))
			.filter((secret) -> !secret.isEmpty())
			.toList() : List.of();
		return new OneTimeLinks(base, secrets);
	}

	private static Stream<String> secret(String base, String field, String value) {
		if (field.equals(SealedLinks.CODE)) {
			return Stream.of(value);
		}
		boolean ours = isOurs(base, value) || (value.startsWith("/") && !value.startsWith("//"));
		return (field.endsWith(SUFFIX) && ours) ? Stream.of(value.substring(value.lastIndexOf('/') + 1))
				: Stream.empty();
	}

	private static boolean isOurs(String base, String address) {
		return address.equals(base) || address.startsWith(base + "/");
	}

	/**
	 * Refuses a letter that holds such a link and leads elsewhere, or loads anything.
	 * What it leads to need not hold the link as it stands: it can be cut to pieces.
	 * @throws TemplateFaultException that names the address, without values
	 */
	void require(Node body, String text) {
		if (this.secrets.isEmpty()) {
			return;
		}
		body.accept(new AbstractVisitor() {
			@Override
			public void visit(Image image) {
				throw refused("an image");
			}

			@Override
			public void visit(Link link) {
				if (!isOurs(OneTimeLinks.this.base, link.getDestination())) {
					throw refused("a link to another place than ours");
				}
				visitChildren(link);
			}
		});
		if (ADDRESS.matcher(text).results().anyMatch((address) -> leaks(address.group()))) {
			throw refused("a link to another place than ours");
		}
	}

	/**
	 * Refuses a text alone that holds such a link or code, and had a link to elsewhere.
	 * @param apart the text without such links
	 */
	void requireApart(String text, String apart) {
		if (!this.secrets.isEmpty() && !text.equals(apart)) {
			throw refused("a link to another place than ours");
		}
	}

	private boolean leaks(String address) {
		return !isOurs(this.base, address)
				&& this.secrets.stream().anyMatch(address.toLowerCase(Locale.ROOT)::contains);
	}

	private static TemplateFaultException refused(String what) {
		return new TemplateFaultException(0, what + " is not allowed in a letter with a link that works once");
	}

}
