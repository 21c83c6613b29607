package cinema.workflows.draft;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Waits after those who are told first, and looks what became of them. */
final class CanaryWatch {

	private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

	private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

	private final Timers timers = new Timers();

	private final Canary canary;

	private final OrderDesk desk;

	CanaryWatch(Canary canary, OrderDesk desk) {
		this.canary = canary;
		this.desk = desk;
	}

	/**
	 * Waits until the rest may be told, or staff decide.
	 * @param from when the canary is to be sent
	 * @return why the rest is not to be told, or null
	 */
	@Nullable String await(Released released, Instant from) {
		this.timers.await(from.plus(this.canary.pause()), "the rest waits " + this.canary.pause() + " after the canary",
				this.desk::hasDecision);
		Duration pause = FIRST_LOOK;
		while (!this.desk.hasDecision()) {
			CanaryReport report = Calls.durable(DraftActivities.class, "look what became of the canary", null)
				.look(released);
			if (report.status() != null || (report.decides() && decidesByWhatEnded())) {
				return report.trouble(this.canary.mostFailed());
			}
			this.timers.await(Timers.now().plus(pause), "until the canary has ended", this.desk::hasDecision);
			pause = Timers.longer(pause, LONGEST_LOOK);
		}
		return null;
	}

	/** Earlier versions waited until the last letter of the canary had ended. */
	private static boolean decidesByWhatEnded() {
		return Workflow.getVersion("decides-by-what-ended", Workflow.DEFAULT_VERSION, 1) == 1;
	}

}
