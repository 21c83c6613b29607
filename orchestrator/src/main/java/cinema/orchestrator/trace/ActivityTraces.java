package cinema.orchestrator.trace;

import cinema.platform.trace.LogIds;
import cinema.platform.trace.Traces;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.activity.ActivityInfo;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptor;
import io.temporal.common.interceptors.ActivityInboundCallsInterceptorBase;
import io.temporal.common.interceptors.WorkerInterceptorBase;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Gives every activity its span, and its log lines their ids. */
@Component
final class ActivityTraces extends WorkerInterceptorBase {

	private final Traces traces;

	ActivityTraces(Traces traces) {
		this.traces = traces;
	}

	@Override
	public ActivityInboundCallsInterceptor interceptActivity(ActivityInboundCallsInterceptor next) {
		return new Inbound(next);
	}

	private final class Inbound extends ActivityInboundCallsInterceptorBase {

		private @Nullable ActivityInfo info;

		private Inbound(ActivityInboundCallsInterceptor next) {
			super(next);
		}

		@Override
		public void init(ActivityExecutionContext context) {
			this.info = context.getInfo();
			super.init(context);
		}

		@Override
		public ActivityOutput execute(ActivityInput input) {
			try (LogIds ids = ids(input)) {
				String parent = TracePropagator.read(input.getHeader().getValues());
				return (parent != null) ? traced(input, parent) : super.execute(input);
			}
			finally {
				// Temporal sets it only where there is a header, and threads are used
				// again.
				TracePropagator.forget();
			}
		}

		private ActivityOutput traced(ActivityInput input, String parent) {
			Span span = ActivityTraces.this.traces.begin(type(), SpanKind.INTERNAL, parent);
			try (Scope scope = span.makeCurrent()) {
				return super.execute(input);
			}
			catch (RuntimeException ex) {
				// Its words stay out: other systems' answers may name a person.
				span.setStatus(StatusCode.ERROR, ex.getClass().getSimpleName());
				throw ex;
			}
			finally {
				span.end();
			}
		}

		private String type() {
			return (this.info != null) ? this.info.getActivityType() : "activity";
		}

		private LogIds ids(ActivityInput input) {
			LogIds ids = new LogIds().with("workflowId", (this.info != null) ? this.info.getWorkflowId() : null);
			Object first = (input.getArguments().length > 0) ? input.getArguments()[0] : null;
			if (first instanceof Dispatch dispatch) {
				return ids.with("eventId", dispatch.event().id()).with("postingId", dispatch.posting().id());
			}
			return ids.with("eventId", (first instanceof Event event) ? event.id() : null);
		}

	}

}
