package cinema.orchestrator.deadletter;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetter.State;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters are meant; null is any.
 *
 * @param from died at this moment or later
 * @param to died before this moment
 */
public record DeadLetterFilter(@Nullable Source source, @Nullable String origin, @Nullable String reason,
		@Nullable String eventType, @Nullable State state, @Nullable Instant from, @Nullable Instant to) {

	/** The same among those that wait. */
	public DeadLetterFilter waiting() {
		return new DeadLetterFilter(this.source, this.origin, this.reason, this.eventType, State.WAITING, this.from,
				this.to);
	}

	/** The same among those that died before a moment. */
	DeadLetterFilter diedBefore(Instant moment) {
		return new DeadLetterFilter(this.source, this.origin, this.reason, this.eventType, this.state, this.from,
				(this.to != null && this.to.isBefore(moment)) ? this.to : moment);
	}

	/** Each condition begins with {@code and}. */
	String conditions(Map<String, Object> values) {
		StringBuilder sql = new StringBuilder();
		add(sql, values, "source = :source", "source", (this.source != null) ? this.source.name() : null);
		add(sql, values, "origin = :origin", "origin", this.origin);
		add(sql, values, "reason = :reason", "reason", this.reason);
		add(sql, values, "event_type = :type", "type", this.eventType);
		if (this.state == State.WAITING) {
			// As the partial index says it.
			sql.append(" and state = 'WAITING'");
		}
		else {
			add(sql, values, "state = :state", "state", (this.state != null) ? this.state.name() : null);
		}
		add(sql, values, "died_at >= :from", "from", (this.from != null) ? Timestamp.from(this.from) : null);
		add(sql, values, "died_at < :to", "to", (this.to != null) ? Timestamp.from(this.to) : null);
		return sql.toString();
	}

	private static void add(StringBuilder sql, Map<String, Object> values, String condition, String name,
			@Nullable Object value) {
		if (value != null) {
			sql.append(" and ").append(condition);
			values.put(name, value);
		}
	}

	/** In words, for the audit. */
	@Override
	public String toString() {
		List<String> words = new ArrayList<>();
		words(words, "source", this.source);
		words(words, "origin", this.origin);
		words(words, "reason", this.reason);
		words(words, "event type", this.eventType);
		words(words, "from", this.from);
		words(words, "to", this.to);
		return words.isEmpty() ? "all that wait" : String.join(", ", words);
	}

	private static void words(List<String> words, String name, @Nullable Object value) {
		if (value != null) {
			words.add(name + " " + value);
		}
	}

}
