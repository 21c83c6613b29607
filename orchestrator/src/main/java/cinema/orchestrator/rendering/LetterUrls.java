package cinema.orchestrator.rendering;

import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.UrlSanitizer;

/**
 * Lets an image be one that the letter brings itself; everything else stays as it was.
 */
final class LetterUrls implements UrlSanitizer {

	private final UrlSanitizer others = new DefaultUrlSanitizer();

	@Override
	public String sanitizeLinkUrl(String url) {
		return this.others.sanitizeLinkUrl(url);
	}

	@Override
	public String sanitizeImageUrl(String url) {
		return url.startsWith(ShownImages.CID) ? url : this.others.sanitizeImageUrl(url);
	}

}
