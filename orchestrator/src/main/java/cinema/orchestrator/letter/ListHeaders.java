package cinema.orchestrator.letter;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.rendering.Renderer;
import cinema.platform.parameter.Ids;
import cinema.platform.seal.SignedText;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What lets people leave a topic, by one click in their mail program (RFC 8058, RFC 2369)
 * or by the link at the end of a letter. Letters of a topic that nobody can leave have
 * neither.
 */
@Component
public class ListHeaders {

	/** Where auth takes what is signed. */
	private static final String PATH = "/u/";

	/** A link for somebody who only looks at a letter; it does nothing. */
	public static final String SAMPLE = PATH + "sample";

	private final SignedText signature;

	private final UnsubscribeProperties properties;

	private final Catalogue catalogue;

	private final String base;

	private final String domain;

	ListHeaders(UnsubscribeProperties properties, Catalogue catalogue, Renderer renderer) {
		this.signature = properties.signature();
		this.properties = properties;
		this.catalogue = catalogue;
		this.base = renderer.linkBase();
		this.domain = domain(properties.listDomain(), this.base);
	}

	/**
	 * The same letter with its link and headers.
	 * @param required whether it goes out although its receiver said no
	 */
	public LetterParts on(LetterParts parts, boolean required) {
		String link = link(parts, required);
		return parts.leavable(headers(parts, required, link), link);
	}

	/**
	 * The same letter with a link that does nothing, where its receiver would have one.
	 */
	public LetterParts shown(LetterParts parts, boolean required) {
		return parts.leavable(Map.of(), (link(parts, required) != null) ? SAMPLE : null);
	}

	private boolean canBeLeft(LetterParts parts, boolean required) {
		return !required && parts.receiver().channel().has(Channel.Trait.LISTED)
				&& this.catalogue.topics().canBeLeft(parts.topic());
	}

	/** Where an address alone is known there is nobody to remember the choice of. */
	private @Nullable String link(LetterParts parts, boolean required) {
		String userId = parts.receiver().userId();
		return (canBeLeft(parts, required) && this.signature.isOn() && userId != null && Ids.read(userId).isPresent())
				? PATH + signed(parts, userId) : null;
	}

	private String signed(LetterParts parts, String userId) {
		return this.signature.sign(userId + " " + parts.topic() + " " + parts.receiver().channel());
	}

	private Map<String, String> headers(LetterParts parts, boolean required, @Nullable String link) {
		Map<String, String> headers = new LinkedHashMap<>();
		if (parts.receiver().channel().has(Channel.Trait.LISTED) && parts.urgency() == Urgency.BULK) {
			headers.put("Precedence", "bulk");
		}
		if (canBeLeft(parts, required)) {
			headers.put("List-Id", "<" + parts.topic() + "." + this.domain + ">");
			headers.put("Feedback-ID",
					String.join(":", word(parts.event().id()), word(parts.notice()), parts.topic(), word(this.domain)));
		}
		if (link != null) {
			// The one that programs post to first (RFC 8058, 3.1).
			headers.put("List-Unsubscribe", "<" + this.base + link + ">" + mailto(link));
			headers.put("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
		}
		return headers;
	}

	private String mailto(String link) {
		String address = this.properties.mailto();
		return (address != null && !address.isEmpty())
				? ", <mailto:" + address + "?subject=unsubscribe%20" + link.substring(PATH.length()) + ">" : "";
	}

	private static String domain(@Nullable String given, String base) {
		return ((given != null && !given.isEmpty()) ? given : String.valueOf(URI.create(base).getHost()))
			.toLowerCase(Locale.ROOT);
	}

	/** A colon would begin another part. */
	private static String word(String text) {
		String word = text.replaceAll("[^A-Za-z0-9._-]", "-");
		return word.substring(0, Math.min(40, word.length()));
	}

}
