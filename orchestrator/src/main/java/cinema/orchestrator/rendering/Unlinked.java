package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.hc.client5.http.psl.DomainType;
import org.apache.hc.client5.http.psl.PublicSuffixListParser;
import org.apache.hc.client5.http.psl.PublicSuffixMatcher;

import org.springframework.core.io.ClassPathResource;

/**
 * What people wrote, on one line, and nothing in it that a mail program or a telephone
 * turns into a link.
 */
public final class Unlinked {

	private static final Pattern SPACES = Pattern.compile("[\\p{Cc}\\p{Z}]+");

	/** What turns the direction of writing, for example; emoji and Persian need two. */
	private static final Pattern UNSEEN = Pattern.compile("[\\p{Cf}\\p{Cs}\\p{Co}&&[^\\u200c\\u200d]]");

	private static final Pattern LINK = Pattern
		.compile("(?i)://|@|^\\W*www[.\\u3002]|^\\W*[a-z][a-z0-9+.-]*:\\S|[.\\u3002][^.\\s]+[/:?#]"
				+ "|(?<!\\d)\\d{1,3}(?:[.\\u3002]\\d{1,3}){3}(?!\\d)");

	/** Which a telephone takes for a link without {@code //}. */
	private static final String SCHEMES = "mailto|tel|telprompt|callto|facetime(?:-audio)?|sms|smsto|mms|mmsto|sips?|xmpp"
			+ "|skype|viber|whatsapp|tg|geo|maps|market|itms(?:-apps)?|magnet|bitcoin";

	/** The names at the end of hosts that there are (publicsuffix.org). */
	private static final PublicSuffixMatcher HOSTS = hosts("org/publicsuffix/list/effective_tld_names.dat");

	/** As a full stop between two sentences has it: {@code evil. com} is no host. */
	private static final Pattern JOINING_DOT = Pattern.compile("[.\\u3002]+(?=[^.\\u3002\\s\\d])");

	/**
	 * Where a text that was put together may become a link: before what follows. Behind a
	 * dot that is a name of which {@link #isLinked} tells more.
	 */
	private static final Pattern JOINT = Pattern
		.compile("(?i)(?<=[^\\s\\p{Z}\\x00-,./:-@\\[-^`{-~])[.\\u3002\\uff0e\\uff61]"
				+ "(?=(xn--[a-z0-9]|[\\p{L}\\p{M}\\p{N}_]+)(/\\S)?)"
				+ "|(?<![\\p{L}\\p{N}])www[.\\u3002\\uff0e\\uff61](?=\\S)|:(?=//)|@(?=\\S)"
				+ "|(?<![\\p{L}\\p{N}.+-])(?:" + SCHEMES + "):(?=\\S)"
				+ "|(?<!\\d)\\d{1,3}\\.(?=\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}(?!\\d))");

	/**
	 * What follows the base of a link of ours, as far as every telephone takes it for one
	 * link.
	 */
	private static final String OF_OURS = "(?![\\w@-]|\\.\\w)(?:/[A-Za-z0-9/_?=&%~.+-]*)?";

	private Unlinked() {
	}

	/** By the list that httpclient5 ships. */
	private static PublicSuffixMatcher hosts(String list) {
		try {
			String lines = new ClassPathResource(list).getContentAsString(StandardCharsets.UTF_8);
			return new PublicSuffixMatcher(PublicSuffixListParser.INSTANCE.parseByType(new StringReader(lines)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * A text that was put together of several, with a space wherever they make a link;
	 * links of ours stay.
	 * @param base where those lead, without a slash at its end
	 */
	static String apart(String text, String base) {
		Matcher ours = Pattern.compile(Pattern.quote(base) + OF_OURS).matcher(text);
		StringBuilder apart = new StringBuilder();
		int from = 0;
		while (ours.find()) {
			apart.append(apart(text.substring(from, ours.start()))).append(ours.group());
			from = ours.end();
		}
		return apart.append(apart(text.substring(from))).toString();
	}

	private static String apart(String said) {
		return JOINT.matcher(said).replaceAll((joint) -> isLinked(joint) ? "$0 " : "$0");
	}

	/**
	 * A dot joins a host only where its last name is one that there is, as telephones
	 * have it too: neither in {@code e.g.} and {@code 10.30} nor between two sentences.
	 * What goes on with a path is one, since a list is never as new as the names are.
	 */
	private static boolean isLinked(MatchResult joint) {
		String top = joint.group(1);
		boolean path = joint.group(2) != null;
		return top == null || (path && top.matches("\\p{L}{2,}")) || top.contains("--") || isTop(top);
	}

	private static boolean isTop(String name) {
		String top = Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
		return top.chars().anyMatch(Character::isLetter) && HOSTS.getDomainRoot("a.a." + top, DomainType.ICANN) != null;
	}

	public static String of(String said) {
		String line = SPACES.matcher(Normalizer.normalize(said, Normalizer.Form.NFKC)).replaceAll(" ");
		String words = Arrays.stream(UNSEEN.matcher(line).replaceAll("").split(" "))
			.filter((word) -> !LINK.matcher(word).find())
			.collect(Collectors.joining(" "));
		return JOINING_DOT.matcher(words).replaceAll(". ").strip();
	}

}
