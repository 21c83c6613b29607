package cinema.auth.preference;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import cinema.auth.delivery.Delivery;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people want to hear of, by topic and channel; for what is not named the topic's
 * own rule holds. A yes to what has to be confirmed waits for that. Each change is
 * written down with how it was said.
 */
@Component
public class Preferences {

	private static final TypeReference<Map<String, Map<String, Boolean>>> TYPE = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** The channel that people can leave altogether. */
	private static final String EMAIL = "email";

	private final JdbcClient jdbc;

	private final PreferenceChanges changes;

	private final OptIns optIns;

	private final Clock clock;

	Preferences(JdbcClient jdbc, PreferenceChanges changes, OptIns optIns, Clock clock) {
		this.jdbc = jdbc;
		this.changes = changes;
		this.optIns = optIns;
		this.clock = clock;
	}

	public static Map<String, Map<String, Boolean>> parse(String stored) {
		return JSON.readValue(stored, TYPE);
	}

	/** Topic to channel to whether it is wanted. */
	public Map<String, Map<String, Boolean>> of(UUID userId) {
		return find(userId).map(Person::preferences).orElse(Map.of());
	}

	/** Somebody and what they said, unless they are gone. */
	Optional<Person> find(UUID userId) {
		return this.jdbc.sql("""
				select email, locale, time_zone, email_notifications, preferences, delivery from users where id = ?
				""")
			.param(userId)
			.query((row, number) -> new Person(row.getString("email"), row.getString("locale"),
					ZoneId.of(row.getString("time_zone")), row.getBoolean("email_notifications"),
					parse(row.getString("preferences")),
					Delivery.parse(row.getString("delivery"), this.clock.instant())))
			.optional();
	}

	/** When somebody wants to be told. */
	public Delivery deliveryOf(UUID userId) {
		return find(userId).map(Person::delivery).orElse(Delivery.NOTHING);
	}

	/** Adds what is named to what was there. */
	@Transactional
	Map<String, Map<String, Boolean>> change(UUID userId, Map<String, Map<String, Boolean>> changes, How how) {
		Map<String, Map<String, Boolean>> before = lock(userId);
		Map<String, Map<String, Boolean>> after = new TreeMap<>(before);
		changes.forEach((topic, channels) -> {
			Map<String, Boolean> known = new TreeMap<>(after.getOrDefault(topic, Map.of()));
			known.putAll(channels);
			after.put(topic, known);
		});
		changes.forEach((topic, channels) -> channels.forEach((channel, wanted) -> {
			if (!wanted) {
				this.optIns.end(userId, topic, channel);
			}
		}));
		return store(userId, before, this.optIns.ask(userId, before, after, how), how);
	}

	/** Forgets what was there. */
	@Transactional
	Map<String, Map<String, Boolean>> replace(UUID userId, Map<String, Map<String, Boolean>> after, How how) {
		Map<String, Map<String, Boolean>> before = lock(userId);
		this.optIns.endAllBut(userId, after);
		return store(userId, before, this.optIns.ask(userId, before, after, how), how);
	}

	/** Somebody has confirmed what they said yes to. */
	@Transactional
	void confirmed(UUID userId, String topic, Collection<String> channels) {
		Map<String, Map<String, Boolean>> before = lock(userId);
		Map<String, Map<String, Boolean>> after = new TreeMap<>(before);
		Map<String, Boolean> said = new TreeMap<>(after.getOrDefault(topic, Map.of()));
		channels.forEach((channel) -> said.put(channel, true));
		after.put(topic, said);
		store(userId, before, after, How.LETTER);
	}

	private Map<String, Map<String, Boolean>> lock(UUID userId) {
		return parse(this.jdbc.sql("select preferences from users where id = ? for update")
			.param(userId)
			.query(String.class)
			.single());
	}

	private Map<String, Map<String, Boolean>> store(UUID userId, Map<String, Map<String, Boolean>> before,
			Map<String, Map<String, Boolean>> after, How how) {
		List<Changed> changes = changes(before, after, how);
		if (!changes.isEmpty()) {
			this.jdbc.sql("update users set preferences = ?::jsonb where id = ?")
				.params(JSON.writeValueAsString(after), userId)
				.update();
			this.changes.note(userId, changes);
		}
		return after;
	}

	private List<Changed> changes(Map<String, Map<String, Boolean>> before, Map<String, Map<String, Boolean>> after,
			How how) {
		Instant now = this.clock.instant();
		List<Changed> changes = new ArrayList<>();
		TreeSet<String> topics = new TreeSet<>(before.keySet());
		topics.addAll(after.keySet());
		for (String topic : topics) {
			Map<String, Boolean> said = before.getOrDefault(topic, Map.of());
			Map<String, Boolean> says = after.getOrDefault(topic, Map.of());
			TreeSet<String> channels = new TreeSet<>(said.keySet());
			channels.addAll(says.keySet());
			channels.stream()
				.filter((channel) -> !Objects.equals(said.get(channel), says.get(channel)))
				.forEach((channel) -> changes
					.add(new Changed(now, topic, channel, says.get(channel), null, null, how.word())));
		}
		return changes;
	}

	/** Whether somebody wants any letter that need not be. */
	@Transactional
	void letters(UUID userId, boolean wanted, How how) {
		boolean before = this.jdbc.sql("select email_notifications from users where id = ? for update")
			.param(userId)
			.query(Boolean.class)
			.single();
		this.jdbc.sql("update users set email_notifications = ? where id = ?").params(wanted, userId).update();
		noteLetters(userId, before, wanted, how);
	}

	/** Writes down that somebody wants letters from now on, or does not. */
	@Transactional
	public void noteLetters(UUID userId, boolean before, boolean after, How how) {
		if (before != after) {
			this.changes.note(userId,
					List.of(new Changed(this.clock.instant(), null, EMAIL, after, null, null, how.word())));
		}
	}

	/** All that somebody ever changed, the oldest first. */
	public List<Changed> changes(UUID userId) {
		return this.changes.of(userId);
	}

	/** In which way somebody said what they want. */
	public enum How {

		/** By the button of their mail program (RFC 8058). */
		ONE_CLICK("one-click"),

		/** On the page behind the link of a letter. */
		PAGE("page"),

		/** Signed in, for example on the profile page. */
		REST("rest"),

		/** By the button behind the link of a letter that asked for it. */
		LETTER("letter"),

		/** An admin did it for them. */
		STAFF("staff");

		private final String word;

		How(String word) {
			this.word = word;
		}

		String word() {
			return this.word;
		}

	}

	/**
	 * One change.
	 *
	 * @param topic or null for all that need not be, and for what is about none
	 * @param channel or null for what is about none
	 * @param wanted or null when nothing is said any more
	 * @param about null for a yes or no; else {@code rhythm}, {@code digest_at},
	 * {@code digest_on}, {@code quiet_hours}, {@code paused_until}, or {@code opt_in} for
	 * a yes that was not confirmed yet
	 * @param said what was said about it, or null when nothing is any more
	 * @param how {@code one-click}, {@code page}, {@code rest}, {@code letter} or
	 * {@code staff}
	 */
	public record Changed(Instant at, @Nullable String topic, @Nullable String channel, @Nullable Boolean wanted,
			@Nullable String about, @Nullable String said, String how) {

		Map<String, String> choice() {
			Map<String, String> choice = new LinkedHashMap<>();
			if (this.topic != null) {
				choice.put("topic", this.topic);
			}
			choice.put("channel", String.valueOf(this.channel));
			return choice;
		}

	}

	/** Somebody, and what they said. */
	record Person(String email, String locale, ZoneId timeZone, boolean wantsLetters,
			Map<String, Map<String, Boolean>> preferences, Delivery delivery) {

		@Override
		public String toString() {
			return "Person";
		}

	}

}
