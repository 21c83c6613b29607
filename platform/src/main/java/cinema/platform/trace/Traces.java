package cinema.platform.trace;

import java.util.Map;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import org.jspecify.annotations.Nullable;

/**
 * Spans that continue what a header says (W3C Trace Context). Whatever is not sampled
 * leaves no trace at all: no header, no bytes, no work.
 */
public class Traces {

	/** The header's name, wherever it stands. */
	public static final String HEADER = "traceparent";

	private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {

		@Override
		public Iterable<String> keys(Map<String, String> carrier) {
			return carrier.keySet();
		}

		@Override
		public @Nullable String get(@Nullable Map<String, String> carrier, String key) {
			return (carrier != null) ? carrier.get(key) : null;
		}

	};

	private final Tracer tracer;

	/** Spans that bear the name of who began them. */
	public Traces(OpenTelemetry telemetry, String name) {
		this.tracer = telemetry.getTracer(name);
	}

	/** Begins a span; without a parent it may be the first of a trace. */
	public Span begin(String name, SpanKind kind, @Nullable String parent) {
		return this.tracer.spanBuilder(name).setSpanKind(kind).setParent(context(parent)).startSpan();
	}

	/** Begins a span of the parent's trace, or one that does nothing. */
	public Span resume(String name, SpanKind kind, @Nullable String parent) {
		return (parent != null) ? begin(name, kind, parent) : Span.getInvalid();
	}

	private static Context context(@Nullable String parent) {
		return (parent != null)
				? W3CTraceContextPropagator.getInstance().extract(Context.root(), Map.of(HEADER, parent), GETTER)
				: Context.root();
	}

	/** The current span as a header, or null when nobody is going to see its trace. */
	public static @Nullable String traceparent() {
		SpanContext span = Span.current().getSpanContext();
		return (span.isValid() && span.isSampled())
				? "00-" + span.getTraceId() + "-" + span.getSpanId() + "-" + span.getTraceFlags().asHex() : null;
	}

}
