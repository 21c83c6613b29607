package cinema.worker.queue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

/** What files that a posting names have to say of themselves. */
final class NamedFiles {

	private static final int LONGEST_NAME = 255;

	private static final int LONGEST_URL = 4000;

	/** RFC 6838, 4.2. */
	private static final Pattern TYPE = Pattern
		.compile("[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}");

	/** What needs no encoding in a URL {@code cid:} (RFC 2392). */
	private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}(@[A-Za-z0-9.-]{1,64})?");

	private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

	private NamedFiles() {
	}

	/**
	 * Looks at every field.
	 * @throws UnreadableMessageException names the first that cannot be
	 */
	static void require(@Nullable List<@Nullable Attachment> files) {
		Set<String> ids = new HashSet<>();
		for (int i = 0; files != null && i < files.size(); i++) {
			Attachment file = files.get(i);
			String place = "attachments[" + i + "]";
			UnreadableMessageException.unless(file != null, place, "missing");
			if (file != null) {
				require(place, file);
				String id = file.contentId();
				UnreadableMessageException.unless(id == null || ids.add(id), place + ".content_id",
						"another file has it");
			}
		}
	}

	private static void require(String place, Attachment file) {
		UnreadableMessageException.unless(file.name() != null && !file.name().isBlank(), place + ".name", "missing");
		UnreadableMessageException.unless(
				file.name().chars().noneMatch((one) -> Character.isISOControl(one) || one == '/' || one == '\\'),
				place + ".name", "has a slash or a control character");
		UnreadableMessageException.unless(file.name().codePointCount(0, file.name().length()) <= LONGEST_NAME,
				place + ".name", "has more than 255 characters");
		UnreadableMessageException.unless(file.url() != null && !file.url().isBlank(), place + ".url", "missing");
		UnreadableMessageException.unless(file.url().length() <= LONGEST_URL, place + ".url",
				"has more than 4000 characters");
		UnreadableMessageException.unless(file.type() != null && !file.type().isBlank(), place + ".type", "missing");
		UnreadableMessageException.unless(TYPE.matcher(file.type()).matches(), place + ".type",
				"is no media type like image/png");
		String id = file.contentId();
		UnreadableMessageException.unless(id == null || CONTENT_ID.matcher(id).matches(), place + ".content_id",
				"has to be 1 to 64 of A-Z, a-z, 0-9, dot, hyphen and underscore");
		UnreadableMessageException.unless(id == null || file.type().regionMatches(true, 0, "image/", 0, 6),
				place + ".type", "has to be an image, since the letter shows it");
		String hash = file.sha256();
		UnreadableMessageException.unless(hash == null || SHA256.matcher(hash).matches(), place + ".sha256",
				"has to be 64 hexadecimal digits in small letters");
	}

}
