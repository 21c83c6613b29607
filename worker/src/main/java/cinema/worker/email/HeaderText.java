package cinema.worker.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

import jakarta.mail.internet.HeaderTokenizer;
import jakarta.mail.internet.MimeUtility;

/**
 * Text in a header: as it stands where it is plain ASCII, else as encoded words (RFC
 * 2047), and folded (RFC 5322, 2.2.3), so that no header ever has a raw byte above ASCII
 * for a name or a subject.
 */
final class HeaderText {

	private static final int LINE = 76;

	private static final String OPEN = "=?UTF-8?B?";

	private static final String CLOSE = "?=";

	/** Nothing in a header may begin another one. */
	private static final Pattern BREAKS = Pattern.compile("[\\s\\p{Cntrl}\\u0085\\u2028\\u2029]+");

	private static final int LONGEST_PARAMETER = 54;

	/** What stands for itself in an encoded parameter (RFC 2231, 7). */
	private static final String ATTRIBUTE = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

	private static final HexFormat HEX = HexFormat.of().withUpperCase();

	private static final Pattern ASCII = Pattern.compile("[ -~]*");

	/** Words that cannot be folded, or that would be read as encoded ones. */
	private static final Pattern AMBIGUOUS = Pattern.compile("\\S{61}|=\\?");

	private HeaderText() {
	}

	/** A value for people, such as a subject. */
	static String text(String header, String value) {
		String line = oneLine(value);
		return isPlain(line) ? MimeUtility.fold(header.length() + 2, line) : encode(line, header.length() + 2);
	}

	/** A value that programs may read: ASCII stays as it is. */
	static String value(String header, String value) {
		String line = oneLine(value);
		return ASCII.matcher(line).matches() ? MimeUtility.fold(header.length() + 2, line)
				: encode(line, header.length() + 2);
	}

	/**
	 * Somebody's name and address (RFC 5322, 3.4); only the address may be more than
	 * ASCII (RFC 6532).
	 */
	static String mailbox(String header, String name, String address) {
		String line = oneLine(name);
		if (line.isEmpty()) {
			return address;
		}
		String phrase = isPlain(line)
				? MimeUtility.fold(header.length() + 2, MimeUtility.quote(line, HeaderTokenizer.RFC822))
				: encode(line, header.length() + 2);
		int used = phrase.length() - (phrase.lastIndexOf('\n') + 1);
		return phrase + ((header.length() + used + address.length() > LINE - 5) ? "\r\n" : "") + " <" + address + ">";
	}

	/**
	 * A parameter with the name of a file: as it stands where it is short and plain, else
	 * by characters that are encoded (RFC 2231), in as many parts as lines need.
	 */
	static String fileName(String name) {
		String line = oneLine(name);
		if (line.length() <= LONGEST_PARAMETER && isPlain(line)) {
			return ";\r\n\tfilename=" + quoted(line);
		}
		StringBuilder parameters = new StringBuilder();
		StringBuilder part = new StringBuilder("UTF-8''");
		int parts = 0;
		for (byte one : line.getBytes(StandardCharsets.UTF_8)) {
			if (part.length() >= LONGEST_PARAMETER) {
				parameters.append(";\r\n\tfilename*").append(parts++).append("*=").append(part);
				part.setLength(0);
			}
			part.append(ATTRIBUTE.indexOf(one) >= 0 ? String.valueOf((char) one) : "%" + HEX.toHexDigits(one));
		}
		return parameters.append(";\r\n\tfilename*").append((parts > 0) ? parts + "*=" : "=").append(part).toString();
	}

	/**
	 * The same for programs that know no RFC 2231, which look at the type: as encoded
	 * words, though they have no place in a parameter.
	 */
	static String typeName(String name) {
		String line = oneLine(name);
		return ";\r\n\tname=" + (isPlain(line) ? quoted(line) : '"' + encode(line, "\tname=\"".length()) + '"');
	}

	private static String quoted(String line) {
		return '"' + line.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
	}

	private static String oneLine(String value) {
		return BREAKS.matcher(value).replaceAll(" ").strip();
	}

	private static boolean isPlain(String line) {
		return ASCII.matcher(line).matches() && !AMBIGUOUS.matcher(line).find();
	}

	/** No character is cut in two (RFC 2047, 5). */
	private static String encode(String line, int used) {
		StringBuilder words = new StringBuilder();
		int start = 0;
		while (start < line.length()) {
			int end = end(line, start, bytes(words.isEmpty() ? used : 1));
			byte[] part = line.substring(start, end).getBytes(StandardCharsets.UTF_8);
			words.append(words.isEmpty() ? "" : "\r\n ")
				.append(OPEN)
				.append(Base64.getEncoder().encodeToString(part))
				.append(CLOSE);
			start = end;
		}
		return words.toString();
	}

	/** How many fit into what is left of a line. */
	private static int bytes(int used) {
		return Math.max(2, (LINE - used - OPEN.length() - CLOSE.length()) / 4) * 3;
	}

	private static int end(String line, int start, int most) {
		int end = start;
		for (int bytes = 0; end < line.length();) {
			int point = line.codePointAt(end);
			bytes += (point < 0x80) ? 1 : (point < 0x800) ? 2 : (point < 0x10000) ? 3 : 4;
			if (bytes > most) {
				return end;
			}
			end += Character.charCount(point);
		}
		return end;
	}

}
