package cinema.workflows.contract;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A file of a letter, by reference: the worker fetches it when it delivers, so that no
 * history, queue or journal ever holds its bytes.
 *
 * @param name what the receiver sees it called, without a folder, for example
 * {@code ticket.pdf}
 * @param url where it is, on a service that is configured; see {@code docs/templates.md}
 * @param type its media type (RFC 6838), for example {@code application/pdf}
 * @param contentId by which the letter shows it, as in {@code cid:poster} (RFC 2392);
 * null when it is a file beside the letter
 * @param sha256 what its bytes have to come to, in 64 small hexadecimal digits; null when
 * that is not known
 * @param shared whether all receivers of a mailing get this very file, so that it is
 * fetched once
 */
public record Attachment(String name, String url, String type, @Nullable String contentId, @Nullable String sha256,
		boolean shared) {

	/** The media types that files may be of where no setting names others. */
	public static final List<String> USUAL_TYPES = List.of("application/pdf", "application/vnd.apple.pkpass",
			"image/gif", "image/jpeg", "image/png", "image/webp", "text/calendar", "text/csv", "text/plain");

}
