package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.ReceiptStatus;
import io.temporal.common.WorkflowExecutionHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** One mailbox of a page is full for as long as the mailing lives. */
@Timeout(120)
class MonthOfWaitingPageTests {

	@Test
	void keepsTheHistoryOfAMonthShort() {
		Duration month = Duration.ofDays(30);
		try (MailingScene stage = new MailingScene()) {
			stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED));
			stage.page("1", null, Map.of(MailingScene.NOON, List.of("ann", "bob")), Map.of(),
					MailingScene.NOON.plus(month));
			stage.start(month, null, null);

			stage.end();

			// What looks after the page has a look every quarter of an hour.
			isShorterThan(4000, stage.history(MailingScene.ID));
			isShorterThan(2000, stage.history(MailingScene.ID + "/page/1"));
			assertThat(stage.endedAt()).isAfterOrEqualTo(MailingScene.NOON.plus(month));
		}
	}

	/** One mailbox of the first group is full for a day already. */
	@Test
	void triesWhatIsPutOffInALaterGroupAsOftenAsEver() {
		Instant later = MailingScene.NOON.plus(Duration.ofHours(20));
		try (MailingScene stage = new MailingScene()) {
			stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED));
			stage.fakes.answers.put("bob", List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
			stage.page("1", null, Map.of(MailingScene.NOON, List.of("ann"), later, List.of("bob")), Map.of());
			stage.start(Duration.ofDays(2), null, null);

			stage.end();

			assertThat(stage.fakes.publishedAt.get("bob")).as("its second try")
				.isBetween(later.plusSeconds(5), later.plusSeconds(60));
		}
	}

	private static void isShorterThan(int events, WorkflowExecutionHistory history) {
		assertThat(history.getEvents().size()).isLessThan(events);
		assertThat(history.getHistory().getSerializedSize()).isLessThan(1_000_000);
	}

}
