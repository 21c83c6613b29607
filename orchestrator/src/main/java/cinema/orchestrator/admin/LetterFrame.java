package cinema.orchestrator.admin;

import java.nio.charset.StandardCharsets;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * A letter for a frame with {@code sandbox=""}: it runs nothing, loads nothing from
 * anywhere, and leads nowhere.
 */
public final class LetterFrame {

	private static final String POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
			+ "base-uri 'none'; form-action 'none'; frame-ancestors 'self'; sandbox";

	private LetterFrame() {
	}

	/** The letter's HTML. */
	public static ResponseEntity<String> of(String html) {
		return answer(MediaType.TEXT_HTML, html);
	}

	/** The letter's plain text. */
	public static ResponseEntity<String> text(String text) {
		return answer(MediaType.TEXT_PLAIN, text);
	}

	private static ResponseEntity<String> answer(MediaType type, String body) {
		HttpHeaders headers = new HttpHeaders();
		headers.setContentType(new MediaType(type, StandardCharsets.UTF_8));
		headers.setCacheControl(CacheControl.noStore());
		headers.set("Content-Security-Policy", POLICY);
		headers.set("X-Content-Type-Options", "nosniff");
		return ResponseEntity.ok().headers(headers).body(body);
	}

}
