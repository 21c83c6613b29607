package cinema.orchestrator.staff;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;

/**
 * Where the next part of a list begins, in letters that a URL may carry: after what has
 * this moment and this id.
 */
public record Cursor(Instant at, String id) {

	private static final int LARGEST_PAGE = 200;

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

	private String write() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.at + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

	/** Makes sure that a page may be so large. */
	public static void checkLimit(int limit) {
		RefusedException.unless(limit >= 1 && limit <= LARGEST_PAGE, "limit", "has to be 1 to " + LARGEST_PAGE);
	}

	/**
	 * Where the next page of the list that is being answered is, or null when this is the
	 * last.
	 * @param found the page, and one more where there are more
	 */
	public static <T> @Nullable String next(List<T> found, int limit, Function<T, Cursor> place) {
		if (found.size() <= limit) {
			return null;
		}
		UriComponents next = ServletUriComponentsBuilder.fromCurrentRequest()
			.replaceQueryParam("cursor", place.apply(found.get(limit - 1)).write())
			.build();
		return next.getPath() + "?" + next.getQuery();
	}

	/** For one that we have not written. */
	public static RefusedException strange() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "cursor", "is none of ours; follow next as it is");
	}

}
