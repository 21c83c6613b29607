package cinema.orchestrator.temporal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Patience;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.enums.v1.RetryState;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PlainFailuresTests {

	private static final ApplicationFailure REASON = ApplicationFailure
		.newNonRetryableFailure("email/welcome: first_name is missing", "RENDER_FAILED");

	private final DataConverter converter = TemporalConfiguration.plainPayloads();

	@Test
	void leavesTheTraceOutOfAReasonOfOurs() {
		Failure failure = this.converter.exceptionToFailure(REASON);
		assertThat(failure.getStackTrace()).isEmpty();
		assertThat(failure.getMessage()).isEqualTo("email/welcome: first_name is missing");
		assertThat(failure.getApplicationFailureInfo().getNonRetryable()).isTrue();
	}

	@Test
	void leavesItOutOfTheActivityThatEndedSoToo() {
		Failure failure = this.converter.exceptionToFailure(wrapped(REASON));
		assertThat(failure.getStackTrace()).isEmpty();
		assertThat(failure.getCause().getStackTrace()).isEmpty();
		assertThat(failure.getCause().getMessage()).isEqualTo("email/welcome: first_name is missing");
	}

	@Test
	void keepsTheTraceOfABug() {
		Failure bug = this.converter.exceptionToFailure(new IllegalStateException("impossible"));
		assertThat(bug.getStackTrace()).contains("PlainFailuresTests");
		Failure wrapped = this.converter.exceptionToFailure(wrapped(this.converter.failureToException(bug)));
		assertThat(wrapped.getStackTrace()).isNotEmpty();
		assertThat(wrapped.getCause().getStackTrace()).contains("PlainFailuresTests");
	}

	/** Its cause is what somebody has to read who looks for the bug. */
	@Test
	void keepsTheTraceOfABugBehindAReasonOfOurs() {
		Failure failure = this.converter.exceptionToFailure(ApplicationFailure.newFailureWithCause("it failed",
				"RENDER_FAILED", new IllegalStateException("impossible")));
		assertThat(failure.getStackTrace()).isEmpty();
		assertThat(failure.getCause().getStackTrace()).contains("PlainFailuresTests");
	}

	@Test
	void writesNothingOfWhatNobodySaid() {
		Map<String, Object> details = new HashMap<>();
		details.put("nothing", null);
		Event event = new Event("user_signed_up", "e-1", null, Instant.EPOCH, details);
		Plan plan = new Plan(
				List.of(new PlannedNotice("n", "t", Urgency.NORMAL, "u", "UTC", null, Instant.EPOCH, Map.of(),
						List.of(), null, false, null)),
				new Patience(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO), null);

		Payload payload = this.converter.toPayload(plan).orElseThrow();
		assertThat(payload.getData().toStringUtf8()).contains("\"userId\":\"u\"").doesNotContain("null");
		assertThat(this.converter.fromPayload(payload, Plan.class, Plan.class)).isEqualTo(plan);
		Payload told = this.converter.toPayload(event).orElseThrow();
		assertThat(this.converter.fromPayload(told, Event.class, Event.class)).as("what a producer said stays")
			.isEqualTo(event);
	}

	private static ActivityFailure wrapped(RuntimeException cause) {
		return new ActivityFailure("Activity task failed", 1, 2, "dispatch.Dispatch", "1",
				RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE, "worker", cause);
	}

}
