package cinema.orchestrator.staff;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/**
 * Where the next part of a list begins, in letters that a URL may carry: after what has
 * this moment and this id.
 */
public record Cursor(Instant at, String id) {

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	/** Reads what {@link #write} wrote; null is the beginning of the list. */
	public static @Nullable Cursor read(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		try {
			String[] words = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
			Instant at = Instant.parse(words[0]);
			if (words.length == 2 && !at.isBefore(Instant.EPOCH) && at.isBefore(LAST) && words[1].indexOf('\0') < 0) {
				return new Cursor(at, words[1]);
			}
		}
		catch (IllegalArgumentException | DateTimeException ex) {
			// Told below.
		}
		throw strange();
	}

	public String write() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.at + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

	/** For one that we have not written. */
	public static RefusedException strange() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "cursor", "is none of ours; follow next as it is");
	}

}
