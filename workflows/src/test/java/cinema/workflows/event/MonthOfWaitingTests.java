package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.journal.OutcomeStatus;
import io.temporal.common.WorkflowExecutionHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One mailbox is full for as long as its letter lives: its history stays far below what
 * Temporal takes (51,200 events, 50 MB), and nothing has to continue as new.
 */
@Timeout(120)
class MonthOfWaitingTests {

	private static final Duration MONTH = Duration.ofDays(30);

	@Test
	void keepsTheHistoryOfAMonthShort() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome", FakeActivities.answers(ReceiptStatus.DEFERRED));
			stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plus(MONTH)));

			assertThat(stage.onlyOutcome().status()).isEqualTo(OutcomeStatus.EXPIRED);

			WorkflowExecutionHistory history = stage.history();
			assertThat(history.getEvents().size()).isBetween(300, 1000);
			assertThat(history.getHistory().getSerializedSize()).isLessThan(1_000_000);
		}
	}

	/** As often as ever in the first hours, and never less than twelve times as fast. */
	@Test
	void triesOftenAtFirstAndSeldomLater() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.fakes.scriptAlways("welcome", FakeActivities.answers(ReceiptStatus.DEFERRED));
			stage.start(Plans.notice("welcome", Urgency.NORMAL, null, Plans.NOON.plus(MONTH)));
			stage.end();

			List<Instant> tries = List.copyOf(stage.fakes.dispatchedAt);
			for (int i = 1; i < tries.size(); i++) {
				Duration waited = Duration.between(Plans.NOON, tries.get(i - 1));
				Duration gap = Duration.between(tries.get(i - 1), tries.get(i));
				assertThat(gap).as("after " + waited)
					.isLessThanOrEqualTo(max(Duration.ofMinutes(15), waited.dividedBy(12)).plusSeconds(1));
			}
			assertThat(tries.stream().filter((one) -> one.isBefore(Plans.NOON.plus(Duration.ofHours(3))))).as("in 3 h")
				.hasSizeBetween(15, 25);
		}
	}

	private static Duration max(Duration one, Duration other) {
		return (one.compareTo(other) > 0) ? one : other;
	}

}
