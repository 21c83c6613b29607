package cinema.orchestrator.trace;

import java.util.Map;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Scope;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TracePropagatorTests {

	private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

	private static final String SPAN = "b7ad6b7169203331";

	private static final String HEADER = "00-" + TRACE + "-" + SPAN + "-01";

	private final TracePropagator propagator = new TracePropagator();

	@AfterEach
	void forget() {
		this.propagator.setCurrentContext(null);
	}

	@Test
	void carriesTheCurrentSpanOverAHeader() {
		try (Scope scope = span(TraceFlags.getSampled()).makeCurrent()) {
			Object given = this.propagator.getCurrentContext();

			assertThat(given).isEqualTo(HEADER);
			assertThat(this.propagator.deserializeContext(this.propagator.serializeContext(given))).isEqualTo(HEADER);
		}
	}

	@Test
	void addsNothingToAHistoryThatIsNotSampled() {
		try (Scope scope = span(TraceFlags.getDefault()).makeCurrent()) {
			assertThat(this.propagator.serializeContext(this.propagator.getCurrentContext())).isEmpty();
		}
	}

	@Test
	void passesOnWhatAWorkflowWasGiven() {
		this.propagator.setCurrentContext(HEADER);

		assertThat(this.propagator.getCurrentContext()).isEqualTo(HEADER);
	}

	@Test
	void leavesNothingBehindForTheNextTaskOfAThread() {
		this.propagator.setCurrentContext(HEADER);
		this.propagator.setCurrentContext(this.propagator.deserializeContext(Map.of()));

		assertThat(this.propagator.getCurrentContext()).isNull();
	}

	private static Span span(TraceFlags flags) {
		return Span.wrap(SpanContext.create(TRACE, SPAN, flags, TraceState.getDefault()));
	}

}
