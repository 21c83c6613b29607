package cinema.platform.parameter;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponents;

/**
 * Where the next part of a list begins, as a URL may carry it: after what has this moment
 * and this id.
 */
public record Cursor(Instant at, String id) {

	/** What every one of them looks like. */
	public static final String PATTERN = "^[A-Za-z0-9_-]{30,}$";

	private static final int LARGEST_PAGE = 200;

	/** PostgreSQL does not go as far as an Instant. */
	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	/** Reads what {@link #write} wrote; null is the beginning of the list. */
	public static @Nullable Cursor read(@Nullable String cursor) {
		if (cursor == null) {
			return null;
		}
		try {
			String[] words = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 2);
			Cursor read = new Cursor(Instant.parse(words[0]), words[1]);
			if (!read.at.isBefore(Instant.EPOCH) && read.at.isBefore(LAST) && read.id.indexOf('\0') < 0
					&& read.write().equals(cursor)) {
				return read;
			}
		}
		catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException ex) {
			// Told below.
		}
		throw strange();
	}

	public String write() {
		return Base64.getUrlEncoder()
			.withoutPadding()
			.encodeToString((this.at + " " + this.id).getBytes(StandardCharsets.UTF_8));
	}

	/** The id, where all ids of the list are UUIDs. */
	public UUID uuid() {
		try {
			UUID uuid = UUID.fromString(this.id);
			if (uuid.toString().equals(this.id)) {
				return uuid;
			}
		}
		catch (IllegalArgumentException ex) {
			// Told below.
		}
		throw strange();
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
		return new RefusedException("cursor", "is none of ours; follow next as it is");
	}

}
