package cinema.platform.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text in the parts in which telephones get it (3GPP TS 23.038 and 23.040): 160
 * characters of GSM's alphabet or 70 of UCS-2, and a few less where there are several,
 * since each then says which one it is.
 *
 * @param unicode whether it needs UCS-2: one character that GSM lacks is enough
 * @param characters as people count them: an emoji is one, of however many it is made
 * @param parts none of which ends within such a character
 */
public record MessageParts(boolean unicode, int characters, List<String> parts) {

	/** By their codes; the one at 0x1B begins a character of the second table. */
	private static final String GSM = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
			+ "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

	private static final int ESCAPE = 0x1b;

	/** Each takes the room of two. */
	private static final String EXTENDED = "\f^{}\\[~]|€";

	private static final int[] EXTENDED_CODES = { 0x0a, 0x14, 0x28, 0x29, 0x2f, 0x3c, 0x3d, 0x3e, 0x40, 0x65 };

	private static final int GSM_ALONE = 160;

	private static final int GSM_OF_SEVERAL = 153;

	private static final int UCS2_ALONE = 70;

	private static final int UCS2_OF_SEVERAL = 67;

	/** Extended grapheme clusters (UAX 29): flags, families, accents. */
	private static final Pattern GRAPHEME = Pattern.compile("\\X");

	public MessageParts {
		parts = List.copyOf(parts);
	}

	/**
	 * Takes a text apart. Typographic quotes, dashes and spaces become plain ones where
	 * that is all that keeps it from GSM's alphabet.
	 */
	public static MessageParts of(String text) {
		String plain = folded(text);
		boolean unicode = !plain.chars().allMatch(MessageParts::isGsm);
		String told = unicode ? text : plain;
		List<String> characters = GRAPHEME.matcher(told).results().map(MatchResult::group).toList();
		int room = room(told, unicode);
		boolean alone = room <= (unicode ? UCS2_ALONE : GSM_ALONE);
		return new MessageParts(unicode, characters.size(), alone ? List.of(told) : split(characters, unicode));
	}

	private static String folded(String text) {
		return text.replaceAll("[‘’‚‛′]", "'")
			.replaceAll("[“”„‟″«»]", "\"")
			.replaceAll("[‐‑‒–—―−]", "-")
			.replace("…", "...")
			.replaceAll("[\\u00a0\\u2000-\\u200a\\u202f]", " ");
	}

	private static List<String> split(List<String> characters, boolean unicode) {
		int most = unicode ? UCS2_OF_SEVERAL : GSM_OF_SEVERAL;
		List<String> parts = new ArrayList<>();
		StringBuilder part = new StringBuilder();
		for (String character : characters) {
			for (String piece : pieces(character, unicode, most)) {
				if (room(part, unicode) + room(piece, unicode) > most) {
					parts.add(part.toString());
					part.setLength(0);
				}
				part.append(piece);
			}
		}
		parts.add(part.toString());
		return parts;
	}

	/**
	 * A character with more accents than a part has room for is none that people read.
	 */
	private static List<String> pieces(String character, boolean unicode, int most) {
		return (room(character, unicode) <= most) ? List.of(character)
				: character.codePoints().mapToObj(Character::toString).toList();
	}

	private static int room(CharSequence text, boolean unicode) {
		return unicode ? text.length()
				: text.length() + (int) text.chars().filter((one) -> EXTENDED.indexOf(one) >= 0).count();
	}

	private static boolean isGsm(int character) {
		return character != ESCAPE && (GSM.indexOf(character) >= 0 || EXTENDED.indexOf(character) >= 0);
	}

	/** A part as it is sent: an octet for each septet of GSM, or UCS-2. */
	public byte[] bytes(String part) {
		if (this.unicode) {
			return part.getBytes(StandardCharsets.UTF_16BE);
		}
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		part.chars().forEach((character) -> {
			int extended = EXTENDED.indexOf(character);
			if (extended >= 0) {
				bytes.write(ESCAPE);
				bytes.write(EXTENDED_CODES[extended]);
			}
			else {
				bytes.write(GSM.indexOf(character));
			}
		});
		return bytes.toByteArray();
	}

}
