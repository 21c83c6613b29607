package cinema.worker.bounce;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.contract.BounceKind;

/**
 * What servers say in words, where their codes say too little. The first rule that fits
 * counts; each is tried by a sample of its own.
 */
final class BounceRules {

	private static final Pattern STATUS = Pattern.compile("(?<![\\d.])([45]\\.\\d{1,3}\\.\\d{1,3})(?![\\d.])");

	private static final Pattern REPLY = Pattern.compile("(?<![\\d.])([45]\\d\\d)[ -]");

	private static final Pattern ADDRESS = Pattern.compile("[^\\s@]++@\\S+");

	/** Where servers put what somebody is called. */
	private static final Pattern QUOTED = Pattern.compile(
			"\"[^\"]*+\"|«[^»]*+»|“[^”]*+”|(?<![\\p{L}\\p{N}])'[^']*+'(?![\\p{L}\\p{N}])|\\((?!in reply to)[^)]*+\\)");

	private static final Pattern SPACES = Pattern.compile("[\\s\\p{Cntrl}\\p{Cs}]+");

	private static final int LONGEST = 200;

	/** So much of what somebody says is looked at. */
	private static final int LOOKED_AT = 2000;

	private static final List<Rule> RULES = List.of(
			rule(BounceKind.BLOCKED, "\\bspam\\b|black ?list|block(ed)? (list|using)|\\blisted (in|by|on)\\b|"
					+ "reputation|sender|return.?path|\\bmail from\\b|\\behlo\\b|\\bhelo\\b|client host|your (domain|host)|\\bdmarc\\b|\\bspf\\b|\\bdkim\\b|policy|message (is )?too (large|big)|size limit|"
					+ "exceeds? (the )?(maximum )?(message )?size|virus|content (was )?rejected|relay(ing)? (access )?denied|спам"),
			rule(BounceKind.SOFT,
					"quota|mailbox (is )?full|mailbox size|insufficient (system )?storage|"
							+ "out of (disk )?space|переполнен|превышен"),
			rule(BounceKind.HARD,
					"(user|recipient|mailbox|address|account|local part)( is| was|'s)? (unknown|not found|"
							+ "not known|disabled|inactive|invalid|suspended|deactivated)|(unknown|invalid|no such|bad) (\\w+ )?"
							+ "(user|recipient|mailbox|address|account|local part)|no mailbox here|does(n't| not) exist|"
							+ "not a valid (user|mailbox|recipient)|account (that you tried to reach )?(is|has been) disabled|"
							+ "RecipientNotFound|не существует|не найден|нет такого (пользователя|адреса|ящика)|"
							+ "(ящик|аккаунт|учётная запись|учетная запись) (отключ|заблокирован|удал)"),
			rule(BounceKind.BLOCKED,
					"connection (timed? ?out|refused|reset)|could not connect|unreachable|host (not found|unknown)"),
			rule(BounceKind.SOFT, "timed? ?out|temporar|try again|expired|too long|greylist|временно"));

	private BounceRules() {
	}

	private static Rule rule(BounceKind kind, String pattern) {
		return new Rule(kind, Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
	}

	/**
	 * How a server's answer counts.
	 * @param status what its report says, or an empty text
	 * @param told its answer in words, or an empty text
	 */
	static BounceKind kind(String status, String told) {
		String said = head(told);
		Optional<BounceKind> words = words(said);
		if (BounceKind.isRate(said)) {
			return BounceKind.SOFT;
		}
		if (status.equals("5.7.1") && words.equals(Optional.of(BounceKind.HARD))) {
			// The code of a policy, by servers that mean that nobody lives there.
			return BounceKind.HARD;
		}
		BounceKind kind = BounceKind.ofStatus(status)
			.or(() -> status(said).flatMap(BounceKind::ofStatus))
			.or(() -> words)
			.orElse(BounceKind.SOFT);
		// What was temporary and lasted too long says nothing for ever.
		return (kind == BounceKind.HARD && isTemporary(status, said)) ? BounceKind.SOFT : kind;
	}

	private static boolean isTemporary(String status, String said) {
		Matcher reply = REPLY.matcher(said);
		return status.startsWith("4") || (status.isEmpty() && reply.find() && reply.group(1).startsWith("4"));
	}

	private static String head(String text) {
		return (text.length() <= LOOKED_AT) ? text : text.substring(0, LOOKED_AT);
	}

	/** What the words say, if anything. */
	static Optional<BounceKind> words(String said) {
		return RULES.stream().filter((rule) -> rule.pattern().matcher(head(said)).find()).findFirst().map(Rule::kind);
	}

	/** The enhanced code (RFC 3463) in somebody's words. */
	static Optional<String> status(String said) {
		Matcher found = STATUS.matcher(head(said));
		return found.find() ? Optional.of(found.group(1)) : Optional.empty();
	}

	/** Whether somebody's words have a reply code (RFC 5321, 4.2) of a refusal. */
	static boolean refuses(String said) {
		return REPLY.matcher(head(said)).find();
	}

	/** One line of at most 200 characters without addresses and what stands in quotes. */
	static String line(String text) {
		String bare = QUOTED.matcher(ADDRESS.matcher(head(text)).replaceAll("<address>")).replaceAll(" ");
		String line = SPACES.matcher(bare).replaceAll(" ").strip();
		return (line.length() <= LONGEST) ? line : line.substring(0, LONGEST).strip();
	}

	private record Rule(BounceKind kind, Pattern pattern) {
	}

}
