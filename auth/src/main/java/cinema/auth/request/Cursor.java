package cinema.auth.request;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;

/** A place in a list: after what has this moment and this id; opaque on the wire. */
public record Cursor(Instant at, UUID id) {

	/** Behind everything; PostgreSQL does not go as far as an Instant. */
	public static final Cursor END = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1));

	/** Reads what {@link #write} wrote; null is the beginning of the list. */
	public static @Nullable Cursor read(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		try {
			String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
			Instant at = Instant.parse(parts[0]);
			RefusedException.unless(!at.isBefore(Instant.EPOCH) && at.isBefore(END.at), "cursor", "is none of ours");
			return new Cursor(at, UUID.fromString(parts[1]));
		}
		catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "cursor", "is none of ours");
		}
	}

	/** In letters that a URL may carry. */
	public String write() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.at + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

}
