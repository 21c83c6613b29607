package cinema.auth.preference;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

import cinema.auth.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What people want to hear of, by topic and channel; for what is not named the topic's
 * own rule holds. Each change is written down with how it was said, and each no is
 * announced, so that what is on its way is taken back.
 */
@Component
public class Preferences {

	private static final TypeReference<Map<String, Map<String, Boolean>>> TYPE = new TypeReference<>() {
	};

	private static final JsonMapper JSON = JsonMapper.builder().build();

	/** The channel that people can leave altogether. */
	private static final String EMAIL = "email";

	private final JdbcClient jdbc;

	private final Outbox outbox;

	private final Clock clock;

	Preferences(JdbcClient jdbc, Outbox outbox, Clock clock) {
		this.jdbc = jdbc;
		this.outbox = outbox;
		this.clock = clock;
	}

	/** Preferences as the database stores them. */
	public static Map<String, Map<String, Boolean>> parse(String stored) {
		return JSON.readValue(stored, TYPE);
	}

	/** Topic to channel to whether it is wanted. */
	public Map<String, Map<String, Boolean>> of(UUID userId) {
		return find(userId).map(Person::preferences).orElse(Map.of());
	}

	/** Somebody and what they said, unless they are gone. */
	Optional<Person> find(UUID userId) {
		return this.jdbc.sql("select email, locale, email_notifications, preferences from users where id = ?")
			.param(userId)
			.query((row, number) -> new Person(row.getString("email"), row.getString("locale"),
					row.getBoolean("email_notifications"), parse(row.getString("preferences"))))
			.optional();
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
		return store(userId, before, after, how);
	}

	/** Forgets what was there. */
	@Transactional
	Map<String, Map<String, Boolean>> replace(UUID userId, Map<String, Map<String, Boolean>> after, How how) {
		return store(userId, lock(userId), after, how);
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
			note(userId, changes);
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
				.forEach((channel) -> changes.add(new Changed(now, topic, channel, says.get(channel), how.word())));
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
			note(userId, List.of(new Changed(this.clock.instant(), null, EMAIL, after, how.word())));
		}
	}

	private void note(UUID userId, List<Changed> changes) {
		changes.forEach((one) -> this.jdbc.sql("""
				insert into preference_changes (user_id, at, topic, channel, wanted, how) values (?, ?, ?, ?, ?, ?)
				""")
			.param(userId)
			.param(Timestamp.from(one.at()))
			.param(one.topic())
			.param(one.channel())
			.param(one.wanted())
			.param(one.how())
			.update());
		List<Map<String, String>> left = changes.stream()
			.filter((one) -> Boolean.FALSE.equals(one.wanted()))
			.map(Changed::choice)
			.toList();
		if (!left.isEmpty()) {
			this.outbox.announce("user_opted_out", UUID.randomUUID().toString(), userId,
					Map.of("choices", left, "how", changes.get(0).how()));
		}
	}

	/** All that somebody ever changed, the oldest first. */
	public List<Changed> changes(UUID userId) {
		return this.jdbc
			.sql("select at, topic, channel, wanted, how from preference_changes where user_id = ? order by number")
			.param(userId)
			.query(Changed.class)
			.list();
	}

	/** In which way somebody said what they want. */
	public enum How {

		/** By the button of their mail program (RFC 8058). */
		ONE_CLICK("one-click"),

		/** On the page behind the link of a letter. */
		PAGE("page"),

		/** Signed in, for example on the profile page. */
		REST("rest"),

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
	 * @param topic or null for all that need not be
	 * @param wanted or null when nothing is said any more
	 * @param how {@code one-click}, {@code page}, {@code rest} or {@code staff}
	 */
	public record Changed(Instant at, @Nullable String topic, String channel, @Nullable Boolean wanted, String how) {

		Map<String, String> choice() {
			Map<String, String> choice = new LinkedHashMap<>();
			if (this.topic != null) {
				choice.put("topic", this.topic);
			}
			choice.put("channel", this.channel);
			return choice;
		}

	}

	/** Somebody, and what they said. */
	record Person(String email, String locale, boolean wantsLetters, Map<String, Map<String, Boolean>> preferences) {

		/** Without address and wishes. */
		@Override
		public String toString() {
			return "Person";
		}

	}

}
