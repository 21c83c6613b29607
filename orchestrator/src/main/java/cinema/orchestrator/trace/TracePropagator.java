package cinema.orchestrator.trace;

import java.util.Map;

import cinema.platform.trace.Traces;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.converter.DefaultDataConverter;
import org.jspecify.annotations.Nullable;

/**
 * Carries {@code traceparent} from whoever starts a workflow through the workflow into
 * its activities. A workflow has no span of its own: its code runs again at every replay.
 */
final class TracePropagator implements ContextPropagator {

	private static final ThreadLocal<@Nullable String> INHERITED = new ThreadLocal<>();

	/** The trace in a header, or null. */
	static @Nullable String read(Map<String, Payload> headers) {
		Payload header = headers.get(Traces.HEADER);
		return (header != null) ? DefaultDataConverter.STANDARD_INSTANCE.fromPayload(header, String.class, String.class)
				: null;
	}

	static void forget() {
		INHERITED.remove();
	}

	@Override
	public String getName() {
		return Traces.HEADER;
	}

	@Override
	public @Nullable Object getCurrentContext() {
		String current = Traces.traceparent();
		return (current != null) ? current : INHERITED.get();
	}

	@Override
	public void setCurrentContext(@Nullable Object context) {
		if (context != null) {
			INHERITED.set(context.toString());
		}
		else {
			INHERITED.remove();
		}
	}

	@Override
	public Map<String, Payload> serializeContext(@Nullable Object context) {
		return (context != null) ? DefaultDataConverter.STANDARD_INSTANCE.toPayload(context)
			.map((payload) -> Map.of(Traces.HEADER, payload))
			.orElse(Map.of()) : Map.of();
	}

	@Override
	public @Nullable Object deserializeContext(Map<String, Payload> headers) {
		return read(headers);
	}

}
