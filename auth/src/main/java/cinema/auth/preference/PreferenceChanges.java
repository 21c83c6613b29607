package cinema.auth.preference;

import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.outbox.Outbox;
import cinema.auth.preference.Preferences.Changed;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * When and how people said what they want: only ever added to. Each no is announced, so
 * that what is on its way is taken back.
 */
@Component
class PreferenceChanges {

	private final JdbcClient jdbc;

	private final Outbox outbox;

	private final DeclaredTopics topics;

	PreferenceChanges(JdbcClient jdbc, Outbox outbox, DeclaredTopics topics) {
		this.jdbc = jdbc;
		this.outbox = outbox;
		this.topics = topics;
	}

	void note(UUID userId, List<Changed> changes) {
		changes.forEach((one) -> this.jdbc.sql("""
				insert into preference_changes (user_id, at, topic, channel, wanted, about, said, how)
				values (?, ?, ?, ?, ?, ?, ?, ?)
				""")
			.param(userId)
			.param(Timestamp.from(one.at()))
			.param(one.topic())
			.param(one.channel())
			.param(one.wanted())
			.param(one.about())
			.param(one.said())
			.param(one.how())
			.update());
		List<Map<String, String>> left = changes.stream().filter(this::isNo).map(Changed::choice).toList();
		if (!left.isEmpty()) {
			this.outbox.announce("user_opted_out", UUID.randomUUID().toString(), userId,
					Map.of("choices", left, "how", changes.get(0).how()));
		}
	}

	/** Whoever takes back a yes to what has to be asked for says no to it. */
	private boolean isNo(Changed change) {
		if (change.about() != null || change.wanted() != null) {
			return Boolean.FALSE.equals(change.wanted());
		}
		return this.topics.all()
			.stream()
			.anyMatch((topic) -> topic.name().equals(change.topic()) && !topic.byDefault());
	}

	/** All that somebody ever changed, the oldest first. */
	List<Changed> of(UUID userId) {
		return this.jdbc.sql("""
				select at, topic, channel, wanted, about, said, how from preference_changes where user_id = ?
				 order by number
				""").param(userId).query(Changed.class).list();
	}

}
