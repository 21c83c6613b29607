package cinema.workflows.event;

import cinema.workflows.ShownOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** Every way in which an event ends is told apart in the list of the web UI. */
@Timeout(60)
class EventOutcomeTests {

	@ParameterizedTest
	@EnumSource
	void showsHowItEnded(EventScenario scenario) {
		try (EventStage stage = new EventStage(scenario.start)) {
			scenario.play(stage);
			catchThrowable(stage::end);
			assertThat(ShownOutcome.of(stage.history())).containsExactly(scenario.name().split("_")[0]);
		}
	}

	@Test
	void showsEachOutcomeOfSeveralNoticesOnce() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.start(Plans.confirmation(Plans.NOON), Plans.welcome(Plans.NOON), Plans.suppressed(
					Plans.notice("news", Plans.confirmation(Plans.NOON).urgency(), null, Plans.NOON.plusSeconds(60)),
					"opted out of email"));
			stage.end();
			assertThat(ShownOutcome.of(stage.history())).containsExactly("DELIVERED", "SUPPRESSED");
		}
	}

	@Test
	void showsThatAnEventAsksForNoLetter() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			stage.start();
			stage.end();
			assertThat(ShownOutcome.of(stage.history())).containsExactly("NO_NOTICE");
		}
	}

	@Test
	void saysWhyItCouldNotBePlanned() {
		try (EventStage stage = new EventStage(Plans.NOON)) {
			EventScenario.FAILED_TO_PLAN.play(stage);
			assertThat(catchThrowable(stage::end)).rootCause()
				.hasMessageContaining("UNKNOWN_TYPE: the catalogue has no notice for it any more");
		}
	}

}
