package cinema.worker.channel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.workflows.contract.Posting;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of what a channel's server said whatever names the receiver: the address, or
 * what stands before its {@code @}, or its digits, or the name.
 */
public final class ReceiverWords {

	/** Code and enhanced code, which a mailbox of digits must not take away. */
	private static final Pattern CODE = Pattern.compile("\\d{3}(?:[ -]\\d\\.\\d{1,3}\\.\\d{1,3})?(?!\\S)");

	private static final int SHORTEST_NAME = 3;

	private static final int LONGEST_LINE = 200;

	private static final Pattern ADDRESS = Pattern.compile("\\S+@\\S+");

	private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}]+");

	private final @Nullable Pattern words;

	private ReceiverWords(Collection<String> words) {
		this.words = words.isEmpty() ? null
				: Pattern.compile(
						words.stream()
							.map(Pattern::quote)
							.collect(Collectors.joining("|", "(?<![\\p{L}\\p{N}])(?:", ")(?![\\p{L}\\p{N}])")),
						Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
	}

	public static ReceiverWords of(Posting posting) {
		return of(posting.receiver().address(), posting.receiver().name());
	}

	/** Of somebody with this address and, where it is known, this name. */
	public static ReceiverWords of(String address, @Nullable String called) {
		String mailbox = address.substring(0, Math.max(0, address.lastIndexOf('@')));
		String name = String.valueOf(called);
		// The longest first: a part of it must not leave the rest.
		return new ReceiverWords(
				Stream
					.of(Stream.of(address, mailbox, mailbox.replaceFirst("\\+.*", ""), digits(address), name),
							Arrays.stream(name.split("[^\\p{L}\\p{N}]+"))
								.filter((one) -> one.length() >= SHORTEST_NAME))
					.flatMap((some) -> some)
					.map((one) -> one.replace("\"", "").strip())
					.filter((one) -> !one.isEmpty())
					.collect(Collectors.toCollection(LinkedHashSet::new)));
	}

	/** Of a telephone number, which is told with or without its plus; else nothing. */
	private static String digits(String address) {
		return address.matches("\\+\\d+") ? address.substring(1) : "";
	}

	/** What servers without SMTPUTF8 say is read byte by byte (ISO 8859-1). */
	private static String utf8(String said) {
		if (said.chars().anyMatch((one) -> one > 0xff)) {
			return said;
		}
		try {
			return StandardCharsets.UTF_8.newDecoder()
				.decode(ByteBuffer.wrap(said.getBytes(StandardCharsets.ISO_8859_1)))
				.toString();
		}
		catch (CharacterCodingException ex) {
			return said;
		}
	}

	/** One line of at most 200 characters that does not name them. */
	public String outOf(String said) {
		String line = line(utf8(said));
		if (this.words == null) {
			return line;
		}
		Matcher code = CODE.matcher(line);
		int told = code.lookingAt() ? code.end() : 0;
		String masked = line.substring(0, told) + this.words.matcher(line.substring(told)).replaceAll("<address>");
		return (masked.length() <= LONGEST_LINE) ? masked : masked.substring(0, LONGEST_LINE);
	}

	/** At most 200 characters; servers like to repeat the address. */
	public static String line(String text) {
		String line = SPACES.matcher(ADDRESS.matcher(text).replaceAll("<address>")).replaceAll(" ").strip();
		return (line.length() <= LONGEST_LINE) ? line : line.substring(0, LONGEST_LINE);
	}

}
