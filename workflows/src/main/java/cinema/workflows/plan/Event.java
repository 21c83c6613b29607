package cinema.workflows.plan;

import java.time.Instant;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A fact announced on Kafka; type and id are its identity.
 *
 * @param fromService who announced it, or null
 * @param details what the producer says of it: JSON values only
 */
public record Event(String type, String id, @Nullable String fromService, Instant occurredAt,
		Map<String, Object> details) {

	@Override
	public String toString() {
		return "Event[" + this.type + ", " + this.id + "]";
	}

}
