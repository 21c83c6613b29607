package cinema.orchestrator.mailing;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import cinema.orchestrator.audience.FailedReceivers;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.temporal.WorkflowStarter;
import cinema.platform.problem.RefusedException;
import cinema.platform.text.Nearest;
import cinema.workflows.plan.Mailing;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Sends a mailing once more to those alone whose letter ended so as staff name it: a
 * mailing of its own, so that it has its own progress and report, while the first one may
 * still go on.
 */
@Component
class MailingResends {

	private final MailingTable store;

	private final FailedReceivers failed;

	private final WorkflowStarter starter;

	private final Clock clock;

	MailingResends(MailingTable store, FailedReceivers failed, WorkflowStarter starter, Clock clock) {
		this.store = store;
		this.failed = failed;
		this.starter = starter;
		this.clock = clock;
	}

	/**
	 * Starts it.
	 * @param wanted how the letters ended that are sent again; none for those that failed
	 * for good
	 * @param before what is done with the id of its event, before it is started
	 * @return the id of its event
	 */
	String start(MailingView view, List<String> wanted, Consumer<String> before) {
		List<String> outcomes = wanted.isEmpty() ? FailedReceivers.FOR_GOOD : wanted;
		RefusedException.unless(view.hasBegun(), HttpStatus.CONFLICT, "",
				"It has sent no letter: " + view.reason() + ".");
		Mailing first = this.store.find(view.workflowId()).mailing();
		String root = FailedReceivers.root(view.eventId());
		Map<Boolean, Long> known = this.store.count(view.eventType(), view.notice(), root + ".resend-");
		RefusedException.unless(known.getOrDefault(false, 0L) == 0, HttpStatus.CONFLICT, "",
				"A resend of it is on its way.");
		String id = FailedReceivers.resend(root, Math.toIntExact(known.getOrDefault(true, 0L)) + 1);
		Mailing again = first.again(id, this.clock.instant(), FailedReceivers.audience(first.audience(), outcomes));
		RefusedException.unless(!this.failed.isEmpty(again), HttpStatus.CONFLICT, "",
				(outcomes.equals(FailedReceivers.FOR_GOOD)) ? "Nobody's letter has failed."
						: "Nobody's letter ended as " + String.join(" or ", outcomes) + ".");
		before.accept(id);
		start(again);
		return id;
	}

	static void requireKnown(String outcome) {
		RefusedException.unless(FailedReceivers.OUTCOMES.contains(outcome), "outcomes",
				"has to be of " + String.join(", ", FailedReceivers.OUTCOMES)
						+ Nearest.to(outcome, FailedReceivers.OUTCOMES)
							.map((near) -> "; did you mean " + near + "?")
							.orElse(""));
	}

	private void start(Mailing mailing) {
		try {
			this.starter.start(mailing, "mailing " + mailing.notice() + ", to those alone whose letter did not arrive");
		}
		catch (WorkflowExecutionAlreadyStarted known) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "A resend of it is on its way.");
		}
		catch (WorkflowServiceException away) {
			throw RefusedException.forNow("Temporal does not answer at the moment.");
		}
	}

}
