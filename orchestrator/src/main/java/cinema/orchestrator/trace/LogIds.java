package cinema.orchestrator.trace;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Ids on every log line of this thread until closed; never an address or a body. */
public final class LogIds implements AutoCloseable {

	private static final LogIds OPEN = new LogIds();

	private LogIds() {
	}

	/** Each may be null, and is left out then. */
	public static LogIds of(@Nullable String workflowId, @Nullable String eventId, @Nullable String postingId) {
		put("workflowId", workflowId);
		put("eventId", eventId);
		put("postingId", postingId);
		return OPEN;
	}

	private static void put(String key, @Nullable String id) {
		if (id != null) {
			MDC.put(key, id);
		}
	}

	@Override
	public void close() {
		MDC.remove("workflowId");
		MDC.remove("eventId");
		MDC.remove("postingId");
	}

}
