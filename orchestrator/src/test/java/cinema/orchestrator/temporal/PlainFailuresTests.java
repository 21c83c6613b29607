package cinema.orchestrator.temporal;

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

	private final DataConverter converter = TemporalConfiguration.plainFailures();

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

	private static ActivityFailure wrapped(RuntimeException cause) {
		return new ActivityFailure("Activity task failed", 1, 2, "dispatch.Dispatch", "1",
				RetryState.RETRY_STATE_NON_RETRYABLE_FAILURE, "worker", cause);
	}

}
