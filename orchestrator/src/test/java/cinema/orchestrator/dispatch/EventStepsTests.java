package cinema.orchestrator.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.journal.Journal;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import org.junit.jupiter.api.Test;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

/** What the journal is told of the step that waits. */
class EventStepsTests {

	private static final Instant NOW = Instant.parse("2026-11-23T21:00:00Z");

	private static final Event EVENT = new Event("episode_is_out", "e-1", null, NOW, Map.of());

	private final Journal journal = mock();

	private final EventSteps steps = new EventSteps(this.journal, Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void notesTheMorningUntilWhichTheNextStepWaits() {
		arrived(NOW, Duration.ofHours(24));

		verifyHeld("2026-11-24T08:00:00Z", "held until 08:00 UTC, unless it is seen on web");
	}

	/** Its turn comes, though nothing will be sent then. */
	@Test
	void notesTheTurnOfAStepThatTheNightOutlasts() {
		arrived(NOW, Duration.ofHours(5));

		verifyHeld("2026-11-23T22:00:00Z", "held until 22:00 UTC, unless it is seen on web");
	}

	/** Told once more by a workflow that began anew. */
	@Test
	void notesTheMorningThoughItsTurnHasCome() {
		arrived(NOW.minus(Duration.ofHours(2)), Duration.ofHours(24));

		verifyHeld("2026-11-24T08:00:00Z", "held until 08:00 UTC, unless it is seen on web");
	}

	@Test
	void notesNothingOfAStepWhoseTurnNeverComes() {
		arrived(NOW, Duration.ofMinutes(30));

		verify(this.journal, never()).hold(any(), any(), any(), any(), any());
	}

	private void verifyHeld(String until, String reason) {
		verify(this.journal).hold(any(), any(), any(), eq(Instant.parse(until)), eq(reason));
	}

	/** Web, and e-mail an hour later unless the night is in the way. */
	private void arrived(Instant at, Duration life) {
		PlannedPosting web = new PlannedPosting(Channel.WEB, "web-id", "web/episode", new Step(1, null, true));
		PlannedPosting email = new PlannedPosting(Channel.EMAIL, "email-id", "email/episode",
				new Step(2, Duration.ofHours(1), false));
		PlannedNotice notice = new PlannedNotice("episode", "news", Urgency.NORMAL, "u-1", "UTC",
				new QuietHours(LocalTime.of(20, 30), LocalTime.of(8, 0)), NOW.plus(life), Map.of(), List.of(web, email),
				null, false, null);
		this.steps.note("event/episode_is_out/e-1", new Dispatch(EVENT, notice, web, 1),
				Dispatched.answered(new Receipt("web-id", "event/episode_is_out/e-1", 1, ReceiptStatus.DELIVERED, at,
						null, null, null, false)));
	}

}
