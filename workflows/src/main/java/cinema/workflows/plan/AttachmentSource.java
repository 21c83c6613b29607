package cinema.workflows.plan;

import org.jspecify.annotations.Nullable;

/**
 * Where files of a notice come from, as the catalogue says it: one file, whose texts may
 * have places such as {@code {details.film_id}} for what the event brings; or all files
 * that the event lists. What the event brings is sealed in histories, and so are the
 * names of files that are made of it: they are put together when a letter is.
 *
 * @param from the list in the event, for example {@code details.attachments}, and then
 * nothing else is given; or null
 * @param name what the receiver sees it called
 * @param url where it is, on a service that is configured
 * @param type its media type
 * @param contentId by which the letter shows it; null when it is a file beside the letter
 * @param sha256 what its bytes have to come to, or null when that is not known
 */
public record AttachmentSource(@Nullable String from, @Nullable String name, @Nullable String url,
		@Nullable String type, @Nullable String contentId, @Nullable String sha256) {
}
