package cinema.orchestrator.attachment;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import cinema.platform.text.Characters;
import cinema.platform.text.Nearest;
import cinema.workflows.contract.Attachment;
import org.jspecify.annotations.Nullable;

/** Files as an order or an event lists them, and how each of their fields is spelt. */
public final class AttachmentList {

	/** In the place of this, the URL of a mailing's file has the id of each receiver. */
	static final String USER_ID = "{user_id}";

	private static final List<String> FIELDS = List.of("name", "url", "type", "content_id", "sha256");

	private static final int LONGEST_NAME = 150;

	private static final int LONGEST = 2000;

	private static final Pattern TYPE = Pattern
		.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");

	private static final Pattern CONTENT_ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

	private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

	private AttachmentList() {
	}

	/**
	 * Reads a list.
	 * @param value as JSON has it; null for none
	 * @param ofMailing whether receivers without a URL of their own share a file
	 * @throws AttachmentRefusedException that names the place and what is wrong there
	 */
	public static List<Attachment> read(@Nullable Object value, boolean ofMailing) {
		if (value == null) {
			return List.of();
		}
		if (!(value instanceof List<?> list)) {
			throw new AttachmentRefusedException("", "has to be a list of objects with name, url and type");
		}
		List<Attachment> files = new ArrayList<>();
		list.forEach((one) -> files.add(file("[" + files.size() + "]", one, ofMailing)));
		requireSpelling(files);
		return List.copyOf(files);
	}

	private static Attachment file(String place, @Nullable Object value, boolean ofMailing) {
		if (!(value instanceof Map<?, ?> fields)) {
			throw new AttachmentRefusedException(place, "has to be an object with name, url and type");
		}
		fields.keySet().stream().map(String::valueOf).filter((name) -> !FIELDS.contains(name)).forEach((name) -> {
			throw new AttachmentRefusedException(place,
					"has a field that is not known; " + Nearest.to(name, FIELDS)
						.map((near) -> "did you mean " + near + "?")
						.orElseGet(() -> "known are " + String.join(", ", FIELDS)));
		});
		String url = required(place, fields, "url");
		return new Attachment(required(place, fields, "name"), url, required(place, fields, "type"),
				text(place, fields, "content_id"), text(place, fields, "sha256"), ofMailing && !url.contains(USER_ID));
	}

	private static String required(String place, Map<?, ?> fields, String name) {
		String text = text(place, fields, name);
		if (text == null) {
			throw new AttachmentRefusedException(place + "." + name, "is missing");
		}
		return text;
	}

	private static @Nullable String text(String place, Map<?, ?> fields, String name) {
		Object value = fields.get(name);
		AttachmentRefusedException.unless(value == null || value instanceof String, place + "." + name,
				"has to be a text");

		return (String) value;
	}

	/**
	 * Refuses what is spelt as no file may be, wherever that could be reached.
	 * @throws AttachmentRefusedException as above
	 */
	static void requireSpelling(List<Attachment> files) {
		Map<String, Integer> shown = new HashMap<>();
		for (int place = 0; place < files.size(); place++) {
			String at = "[" + place + "]";
			Attachment file = files.get(place);
			requireSpelling(at, file);
			Integer first = (file.contentId() != null) ? shown.putIfAbsent(file.contentId(), place) : null;
			AttachmentRefusedException.unless(first == null, at + ".content_id", "is that of [" + first + "] too");
		}
	}

	private static void requireSpelling(String at, Attachment file) {
		AttachmentRefusedException.unless(isName(file.name()), at + ".name", "has to be 1 to " + LONGEST_NAME
				+ " characters without a folder, control characters and such as turn the direction of a text");
		AttachmentRefusedException.unless(!file.url().isBlank() && Characters.count(file.url()) <= LONGEST, at + ".url",
				"has to be a text of 1 to " + LONGEST + " characters");
		AttachmentRefusedException.unless(isType(file.type()), at + ".type",
				"has to be a media type in small letters and without parameters, for example application/pdf");
		if (file.contentId() != null) {
			AttachmentRefusedException.unless(CONTENT_ID.matcher(file.contentId()).matches(), at + ".content_id",
					"has to be 1 to 64 of A-Z, a-z, 0-9 and . _ -, and begin with a letter or digit");
			AttachmentRefusedException.unless(file.type().startsWith("image/"), at + ".content_id",
					"is for what the letter shows, which is an image");
		}
		AttachmentRefusedException.unless(file.sha256() == null || SHA256.matcher(file.sha256()).matches(),
				at + ".sha256", "has to be 64 of 0-9 and a-f");
	}

	static boolean isType(String type) {
		return TYPE.matcher(type).matches();
	}

	private static boolean isName(String name) {
		return !name.isBlank() && name.strip().equals(name) && Characters.count(name) <= LONGEST_NAME
				&& !name.matches("\\.{1,2}") && name.codePoints().noneMatch(AttachmentList::isForbidden);
	}

	/** Joiners are parts of words and of emoji; what else is not seen only misleads. */
	private static boolean isForbidden(int point) {
		return point == '/' || point == '\\' || switch (Character.getType(point)) {
			case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE,
					Character.UNASSIGNED ->
				true;
			case Character.FORMAT -> point != 0x200C && point != 0x200D;
			default -> false;
		};
	}

}
