package cinema.auth.preference;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import cinema.auth.link.Links;
import cinema.auth.outbox.Outbox;
import cinema.auth.page.Reader;
import cinema.auth.preference.Preferences.Changed;
import cinema.auth.preference.Preferences.How;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.token.Secrets;
import cinema.platform.problem.RefusedException;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Each yes that does not count before it was confirmed: a letter to the person's address
 * has the link of a page with a button. A no ends what waits.
 */
@Component
class OptIns {

	/** So long it is remembered what became of a link, to say it to whoever is late. */
	private static final Duration REMEMBERED = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final DeclaredTopics topics;

	private final PreferenceChanges changes;

	private final Links links;

	private final Outbox outbox;

	private final Throttle throttle;

	private final PreferenceProperties properties;

	private final Clock clock;

	OptIns(JdbcClient jdbc, DeclaredTopics topics, PreferenceChanges changes, Links links, Outbox outbox,
			Throttle throttle, PreferenceProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.topics = topics;
		this.changes = changes;
		this.links = links;
		this.outbox = outbox;
		this.throttle = throttle;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Asks for a letter for each new yes that has to be confirmed.
	 * @return what is said now, without these
	 * @throws RefusedException when the address is nobody's yet, for too many letters,
	 * and while nobody has ever told which topics there are
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Map<String, Map<String, Boolean>> ask(UUID userId, Map<String, Map<String, Boolean>> before,
			Map<String, Map<String, Boolean>> after, How how) {
		List<Topic> declared = this.topics.all();
		if (declared.isEmpty()
				&& after.keySet().stream().anyMatch((topic) -> !newYes(topic, before, after).isEmpty())) {
			throw RefusedException.forNow("Nobody can say just now which topics have to be confirmed.");
		}
		Map<String, Map<String, Instant>> open = waiting(userId);
		Map<String, Map<String, Boolean>> counts = new TreeMap<>(after);
		Map<Topic, Set<String>> letters = new LinkedHashMap<>();
		for (Topic topic : declared.stream().filter(Topic::doubleOptIn).toList()) {
			Set<String> asked = newYes(topic.name(), before, after);
			if (!asked.isEmpty()) {
				counts.put(topic.name(), without(asked, before.getOrDefault(topic.name(), Map.of()),
						after.getOrDefault(topic.name(), Map.of())));
				asked.removeAll(open.getOrDefault(topic.name(), Map.of()).keySet());
				letters.put(topic, asked);
			}
		}
		letters.values().removeIf(Set::isEmpty);
		if (!letters.isEmpty()) {
			this.throttle.takeWithin(Limit.LETTER_ACCOUNT, "opt-in:" + userId).require();
			letters.forEach((topic, channels) -> ask(userId, topic, channels, how));
		}
		counts.values().removeIf(Map::isEmpty);
		return counts;
	}

	/**
	 * What is said without the yes that waits: there it stays at what was said before.
	 */
	private static Map<String, Boolean> without(Set<String> asked, Map<String, Boolean> said,
			Map<String, Boolean> says) {
		Map<String, Boolean> counts = new TreeMap<>(says);
		counts.keySet().removeAll(asked);
		asked.stream().filter(said::containsKey).forEach((channel) -> counts.put(channel, false));
		return counts;
	}

	/** Channels on which somebody says yes who did not before. */
	private static Set<String> newYes(String topic, Map<String, Map<String, Boolean>> before,
			Map<String, Map<String, Boolean>> after) {
		Map<String, Boolean> said = before.getOrDefault(topic, Map.of());
		Set<String> fresh = new TreeSet<>();
		after.getOrDefault(topic, Map.of()).forEach((channel, wanted) -> {
			if (wanted && !said.getOrDefault(channel, false)) {
				fresh.add(channel);
			}
		});
		return fresh;
	}

	private void ask(UUID userId, Topic topic, Collection<String> channels, How how) {
		Owner owner = this.jdbc.sql("select email, locale, email_confirmed from users where id = ?")
			.param(userId)
			.query(Owner.class)
			.single();
		RefusedException.unless(owner.emailConfirmed(), "preferences." + topic.name(),
				"has to be confirmed by a letter, and the address is not confirmed yet");
		Instant now = this.clock.instant();
		String code = Secrets.create();
		channels.forEach((channel) -> {
			end(userId, topic.name(), channel);
			this.jdbc.sql("""
					insert into opt_ins (hash, user_id, topic, channel, email, asked_at, expires_at)
					values (?, ?, ?, ?, ?, ?, ?)
					""")
				.params(Secrets.hash(code), userId, topic.name(), channel, owner.email(), Timestamp.from(now),
						Timestamp.from(now.plus(this.properties.optInLife())))
				.update();
		});
		this.changes.note(userId,
				channels.stream()
					.map((channel) -> new Changed(now, topic.name(), channel, null, "opt_in", "asked", how.word()))
					.toList());
		// The link goes on after its end, to say that it is too late.
		String link = this.links.create("/opt-in?code=" + code, this.properties.optInLife().plus(REMEMBERED));
		this.outbox.announce("user_requested_opt_in", UUID.randomUUID().toString(), userId,
				Map.of("topic", topic.name(), "title", topic.title(Locale.forLanguageTag(owner.language())), "channels",
						List.copyOf(channels), "confirm_link", link));
	}

	/** Nothing waits any more for this. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void end(UUID userId, String topic, String channel) {
		this.jdbc.sql("""
				update opt_ins set ended = 'void' where user_id = ? and topic = ? and channel = ? and ended is null
				""").params(userId, topic, channel).update();
	}

	/** Nothing waits any more for somebody but what these say yes to. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endAllBut(UUID userId, Map<String, Map<String, Boolean>> yes) {
		this.jdbc.sql("select distinct topic, channel from opt_ins where user_id = ? and ended is null")
			.param(userId)
			.query((row, number) -> List.of(row.getString(1), row.getString(2)))
			.list()
			.stream()
			.filter((one) -> !yes.getOrDefault(one.get(0), Map.of()).getOrDefault(one.get(1), false))
			.forEach((one) -> end(userId, one.get(0), one.get(1)));
	}

	/** What waits for its button: topic to channel to until when. */
	Map<String, Map<String, Instant>> waiting(UUID userId) {
		Map<String, Map<String, Instant>> waiting = new HashMap<>();
		this.jdbc.sql("""
				select o.topic, o.channel, o.expires_at from opt_ins o join users u on u.id = o.user_id
				 where o.user_id = ? and o.ended is null and o.expires_at > ? and o.email = u.email
				""")
			.params(userId, Timestamp.from(this.clock.instant()))
			.query((row, number) -> waiting.computeIfAbsent(row.getString(1), (first) -> new TreeMap<>())
				.put(row.getString(2), row.getTimestamp(3).toInstant()))
			.list();
		return waiting;
	}

	/** What a code stands for; changes nothing. Empty for one that is none of ours. */
	Optional<Asked> find(String code) {
		return asked(code, "");
	}

	/** The same, and nobody else ends it before this transaction does. */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Asked> lock(String code) {
		return asked(code, " for update of u, o");
	}

	private Optional<Asked> asked(String code, String lock) {
		List<Row> rows = this.jdbc
			.sql("""
					select o.user_id, o.topic, o.channel, o.expires_at, o.ended, o.email = u.email as current, u.email, u.locale
					  from opt_ins o join users u on u.id = o.user_id
					 where o.hash = ? and u.is_active order by o.channel"""
					+ lock)
			.param(Secrets.hash(code))
			.query(Row.class)
			.list();
		return rows.isEmpty() ? Optional.empty()
				: Optional.of(new Asked(rows.get(0), open(rows).stream().map(Row::channel).toList(), state(rows)));
	}

	private List<Row> open(List<Row> rows) {
		Instant now = this.clock.instant();
		return rows.stream()
			.filter((row) -> row.ended() == null && row.current() && row.expiresAt().toInstant().isAfter(now))
			.toList();
	}

	private State state(List<Row> rows) {
		if (!open(rows).isEmpty()) {
			return State.OPEN;
		}
		if (rows.stream().anyMatch((row) -> "confirmed".equals(row.ended()))) {
			return State.CONFIRMED;
		}
		boolean late = rows.stream().anyMatch((row) -> row.ended() == null && row.current());
		return late ? State.LATE : State.VOID;
	}

	/** What a code stood for has been done. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void confirm(String code) {
		this.jdbc.sql("update opt_ins set ended = 'confirmed' where hash = ? and ended is null")
			.param(Secrets.hash(code))
			.update();
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("opt_ins", "expires_at").delete(this.jdbc, this.clock.instant().minus(REMEMBERED));
	}

	/** What may have become of a link. */
	enum State {

		OPEN, CONFIRMED, LATE, VOID

	}

	/**
	 * What a letter asked for.
	 *
	 * @param channels those that wait
	 */
	record Asked(Row about, List<String> channels, State state) {

		Reader reader() {
			return new Reader(this.about.email(), this.about.locale());
		}

	}

	record Row(UUID userId, String topic, String channel, Timestamp expiresAt, @Nullable String ended, boolean current,
			String email, String locale) {
	}

	record Owner(String email, String locale, boolean emailConfirmed) {

		String language() {
			return this.locale.replace('_', '-');
		}

	}

}
