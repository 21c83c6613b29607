package cinema.orchestrator.explanation;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * Says in English or Russian what the journal and the worker say in their own words; what
 * it does not know, such as a mail server's answer, stays as it is.
 */
public final class StoryWords {

	private static final MessageSource WORDS = words();

	private static final List<Known> REASONS = List.of(new Known("(.+), and not heard of since: .+", "reason.silent"),
			new Known("(.+), but it was sent before, or not", "reason.perhaps_before"),
			new Known("unknown user", "reason.unknown_user"),
			new Known("the event names no user|no user", "reason.no_user"),
			new Known("the user has no address|no address", "reason.no_address"),
			new Known("address is not valid|the address has no valid .+", "reason.bad_address"),
			new Known("channel is off: (.+)", "reason.channel_off"), new Known("inactive user", "reason.inactive"),
			new Known("opted out of email", "reason.opted_out_email"),
			new Known("opted out of (.+)", "reason.opted_out_topic"),
			new Known("not opted in to (.+)", "reason.not_opted_in"),
			new Known("unconfirmed address", "reason.unconfirmed"),
			new Known("suppressed: hard bounce ?(.*)", "reason.hard_bounce"),
			new Known("suppressed: soft bounces ?(.*)", "reason.soft_bounces"),
			new Known("suppressed: complaint", "reason.complaint"),
			new Known("((?:[245]\\.\\d+\\.\\d+ )?)bounced: (.+)", "reason.bounced"),
			new Known("complaint: (.+)", "reason.complained"), new Known("the receiver was erased", "reason.erased"),
			new Known("collected until (.+?), (cap: .+)", "reason.collects_over_cap"),
			new Known("collected until (.+)", "reason.collects"), new Known("told in (\\w+)/(.+)", "reason.told_in"),
			new Known("nothing is left of what was collected", "reason.nothing_collected"),
			new Known("it could not be collected until its deadline, (.+)", "reason.not_collected"),
			new Known("no channel reaches the receiver", "reason.no_channel"),
			new Known("its deadline was (.+)", "reason.deadline"),
			new Known("the night outlasts (?:its|the) deadline", "reason.night_outlasts"),
			new Known("held until (.+?), (cap: .+), but its deadline is (.+)", "reason.cap_past_deadline"),
			new Known("held until (.+?), (cap: .+)", "reason.cap_held"),
			new Known("(cap: .+), asked (\\d+) times", "reason.cap_in_vain"),
			new Known("cap: (\\d+) letters? of class (\\S+) in (\\d+ (?:minute|hour|day)s?)", "reason.cap"),
			new Known("another channel reaches the receiver now", "reason.elsewhere"),
			new Known("it was not published before its deadline", "reason.not_published"),
			new Known("the pause outlasts its deadline", "reason.pause_outlasts"),
			new Known("seen on (\\w+)", "reason.seen_on"),
			new Known("its turn comes at (\\S+), and its deadline is (\\S+)", "reason.turn_past_deadline"),
			new Known("(held.*? until .+), unless it is seen on (\\w+), but its deadline is (.+)",
					"reason.step_past_deadline"),
			new Known("(held.*? until .+), unless it is seen on (\\w+)", "reason.step_held"),
			new Known("held until (.+), but its deadline is (.+)", "reason.held_past_deadline"),
			new Known("held: paused until (.+), but its deadline is (.+)", "reason.paused_past_deadline"),
			new Known("held: paused until (.+)", "reason.held_paused"),
			new Known("held: own quiet hours until (.+), but its deadline is (.+)", "reason.own_night_past_deadline"),
			new Known("held: own quiet hours until (.+)", "reason.held_own_night"),
			new Known("held until (.+), moved by (.+)", "reason.held_moved"),
			new Known("held until (.+)", "reason.held"), new Known("deferred, tries again at (.+)", "reason.deferred"),
			new Known("it was deferred until its deadline", "reason.deferred_to_end"),
			new Known("(.+), until its deadline", "reason.until_deadline"),
			new Known("cancelled by (.+?): (.+)", "reason.cancelled"),
			new Known("cancelled by (.+)", "reason.cancelled_by"),
			new Known("taken back by (.+?): (.+)", "reason.taken_back_by"),
			new Known("taken back", "reason.taken_back"),
			new Known("it is night in the receiver's zone", "reason.night"),
			new Known("the worker ended while the letter was on its way", "reason.worker_died"),
			new Known("with the worker(?:, attempt \\d+)?", "reason.with_worker"),
			new Known("what its letters need is being collected", "reason.collected"),
			new Known("its letters go out as the hour of each receiver comes.*", "reason.sending"),
			new Known("(?:paused by itself,|paused;) trouble of ours: (.+)", "reason.trouble"),
			new Known("paused by (.+?); trouble of ours: (.+)", "reason.paused_and_trouble"),
			new Known("paused by (.+)", "reason.paused_by"), new Known("paused", "reason.paused"));

	/** By RFC 3463: what the server means by its number. */
	private static final List<Known> ANSWERS = List.of(new Known("5\\.1\\.[1236]\\b.*", "smtp.no_mailbox"),
			new Known("5\\.1\\.10\\b.*|5\\.[14]\\.4\\b.*", "smtp.no_host"), new Known("[45]\\.2\\.2\\b.*", "smtp.full"),
			new Known("5\\.2\\.1\\b.*", "smtp.disabled"), new Known("5\\.7\\.\\d+\\b.*", "smtp.policy"));

	private static final Pattern REPLY = Pattern
		.compile("(?s)(?:\\w+: )?([245])\\d\\d[ -](\\d\\.\\d{1,3}\\.\\d{1,3})?.*");

	private static final Pattern SPAN = Pattern.compile("(\\d{1,6}) (minute|hour|day)s?");

	/** Those that have another reason within. */
	private static final Set<String> NESTED = Set.of("reason.silent", "reason.perhaps_before", "reason.until_deadline");

	private final Locale locale;

	private static MessageSource words() {
		ResourceBundleMessageSource words = new ResourceBundleMessageSource();
		words.setBasename("explanation/words");
		words.setDefaultEncoding(StandardCharsets.UTF_8.name());
		words.setFallbackToSystemLocale(false);
		// An apostrophe is written in one way, whether there is something to fill in or
		// not.
		words.setAlwaysUseMessageFormat(true);
		return words;
	}

	/**
	 * In the language of this locale as far as there are words in it, else in English.
	 */
	public StoryWords(Locale locale) {
		this.locale = locale.getLanguage().equals("ru") ? locale : Locale.ENGLISH;
	}

	/** A sentence by its name. */
	public String say(String key, Object... arguments) {
		return WORDS.getMessage(key, arguments, this.locale);
	}

	/**
	 * Why something is as it is.
	 * @param zone the receiver's, or null where nobody knows it
	 */
	public String reason(@Nullable String reason, @Nullable String zone) {
		if (reason == null || reason.isBlank()) {
			return say("reason.none");
		}
		String bare = reason.replaceFirst("^(" + Channel.pattern() + "): ", "");
		return REASONS.stream()
			.filter((known) -> known.pattern().matcher(bare).matches())
			.map((known) -> known.say(this, bare, zone))
			.findFirst()
			.orElseGet(() -> answer(bare));
	}

	/** What a mail server said, with what it means by that. */
	private String answer(String reply) {
		Matcher parts = REPLY.matcher(reply);
		if (!parts.matches() || parts.group(1).equals("2")) {
			return reply;
		}
		String code = String.valueOf(parts.group(2));
		String key = ANSWERS.stream()
			.filter((known) -> known.pattern().matcher(code).matches())
			.map(Known::key)
			.findFirst()
			.orElse(parts.group(1).equals("4") ? "smtp.temporary" : "smtp.permanent");
		return say(key) + " (" + reply + ")";
	}

	/** What staff did. */
	public String act(String act) {
		String key = "act." + act.replace(' ', '_');
		return Objects.requireNonNull(WORDS.getMessage(key, null, act, this.locale));
	}

	/** A moment by the receiver's clock, or by UTC where nobody knows that. */
	public String moment(Instant at, @Nullable String zone) {
		ZoneId place = zone(zone);
		return DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", this.locale).format(at.atZone(place)) + " "
				+ ((place == ZoneOffset.UTC) ? "UTC" : place.getId());
	}

	/** Moments and spans that are written for machines are told as any other. */
	private String part(String text, @Nullable String zone) {
		if (text.startsWith("cap: ") || text.startsWith("held")) {
			return reason(text, zone);
		}
		Matcher span = SPAN.matcher(text);
		if (span.matches()) {
			return span(Duration.of(Long.parseLong(span.group(1)),
					ChronoUnit.valueOf(span.group(2).toUpperCase(Locale.ROOT) + "S")));
		}
		try {
			return moment(Instant.parse(text), zone);
		}
		catch (DateTimeParseException ex) {
			return text;
		}
	}

	private static ZoneId zone(@Nullable String zone) {
		try {
			return (zone != null) ? ZoneId.of(zone) : ZoneOffset.UTC;
		}
		catch (DateTimeException ex) {
			return ZoneOffset.UTC;
		}
	}

	/** How long something took. */
	public String span(Duration span) {
		if (span.compareTo(Duration.ofHours(1)) < 0) {
			return say("span.minutes", text(span.toMinutes()));
		}
		boolean hours = span.compareTo(Duration.ofDays(2)) < 0;
		String whole = hours ? say("span.hours.whole", text(span.toHours()))
				: say("span.days.whole", text(span.toDays()));
		int rest = hours ? span.toMinutesPart() : span.toHoursPart();
		return (rest == 0) ? whole : hours ? say("span.hours", text(span.toHours()), text(rest))
				: say("span.days", text(span.toDays()), text(rest));
	}

	private static String text(long number) {
		return Long.toString(number);
	}

	/**
	 * Words that the house uses.
	 *
	 * @param key what says the same to people
	 */
	private record Known(Pattern pattern, String key) {

		Known(String pattern, String key) {
			this(Pattern.compile(pattern), key);
		}

		String say(StoryWords words, String reason, @Nullable String zone) {
			Matcher match = this.pattern.matcher(reason);
			List<String> groups = new ArrayList<>();
			for (int group = 1; match.matches() && group <= match.groupCount(); group++) {
				groups.add(NESTED.contains(this.key) ? words.reason(match.group(group), zone)
						: words.part(match.group(group), zone));
			}
			return words.say(this.key, groups.toArray());
		}

	}

}
