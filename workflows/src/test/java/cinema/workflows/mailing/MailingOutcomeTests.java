package cinema.workflows.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.workflows.ShownOutcome;
import io.temporal.api.history.v1.WorkflowExecutionStartedEventAttributes;
import io.temporal.api.sdk.v1.WorkflowMetadata;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every way in which a mailing ends is told apart in the list of the web UI. */
@Timeout(60)
class MailingOutcomeTests {

	private static final String PAGE = MailingScene.ID + "/page/1";

	@ParameterizedTest
	@CsvSource({ "HELD_FOR_THE_NIGHT, COMPLETED, DELIVERED", "OPTED_OUT_OVER_NIGHT, COMPLETED, DELIVERED SUPPRESSED",
			"CANCELLED, CANCELLED, CANCELLED", "FAILED_IN_A_CIRCLE, FAILED, DELIVERED" })
	void showsHowItAndItsPageEnded(MailingScenario scenario, String mailing, String page) {
		try (MailingScene stage = new MailingScene()) {
			scenario.play(stage);
			catchThrowable(stage::end);
			stage.page(1);
			assertThat(ShownOutcome.of(stage.history(MailingScene.ID))).containsExactly(mailing);
			assertThat(ShownOutcome.of(stage.history(PAGE))).containsExactly(page.split(" "));
		}
	}

	/** What is queued is taken back, and the page tells its mailing. */
	@ParameterizedTest
	@ValueSource(strings = { "", "/page/1" })
	void endsByItselfWhenItIsCancelledInTheWebUi(String place) {
		try (MailingScene stage = new MailingScene()) {
			stage.page("1", null, Map.of(MailingScene.MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofMinutes(1));
			stage.temporal.getWorkflowClient().newUntypedWorkflowStub(MailingScene.ID + place).cancel("by hand");
			catchThrowable(stage::end);
			catchThrowable(() -> stage.page(1));
			assertThat(ShownOutcome.of(stage.history(PAGE))).containsExactly("CANCELLED");
			assertThat(ShownOutcome.of(stage.history(MailingScene.ID)))
				.containsExactly(place.isEmpty() ? "CANCELLED" : "COMPLETED");
			assertThat(stage.fakes.outcomes).singleElement()
				.satisfies((outcome) -> assertThat(outcome.progress().cancelled()).isEqualTo(1));
		}
	}

	@Test
	void keepsWhatItIsFoundByWhenItContinuesAsNew() {
		try (MailingScene stage = new MailingScene()) {
			IntStream.range(1, 9)
				.forEach((page) -> stage.page(String.valueOf(page), (page < 8) ? String.valueOf(page + 1) : null,
						"reader-" + page));
			stage.start().end();
			WorkflowExecutionStartedEventAttributes last = stage.history(MailingScene.ID)
				.getEvents()
				.get(0)
				.getWorkflowExecutionStartedEventAttributes();
			assertThat(last.getContinuedExecutionRunId()).isNotEmpty();
			assertThat(last.getSearchAttributes().getIndexedFieldsMap()).containsKeys("MailingId", "EventType",
					"Notice", "Channel");
		}
	}

	@Test
	void showsWhereItIsAsItsPagesReport() {
		try (MailingScene stage = new MailingScene()) {
			stage.page("1", null, Map.of(MailingScene.MORNING, List.of("bob")), Map.of()).start();
			stage.sleep(Duration.ofMinutes(1));
			assertThat(WorkflowStub.fromTyped(stage.workflow())
				.query("__temporal_workflow_metadata", WorkflowMetadata.class)
				.getCurrentDetails()).contains("held 1");
		}
	}

	@Test
	void showsThatNoPageWasReadInTime() {
		try (MailingScene stage = new MailingScene()) {
			MailingScenario.EXPIRED.play(stage);
			stage.end();
			assertThat(ShownOutcome.of(stage.history(MailingScene.ID))).containsExactly("EXPIRED");
		}
	}

}
