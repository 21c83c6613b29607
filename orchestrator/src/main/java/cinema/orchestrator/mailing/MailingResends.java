package cinema.orchestrator.mailing;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import cinema.orchestrator.audience.FailedReceivers;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.problem.RefusedException;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingWorkflow;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import io.temporal.api.enums.v1.WorkflowIdReusePolicy;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowOptions;
import io.temporal.client.WorkflowServiceException;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Sends a mailing once more to those alone whose letter failed: a mailing of its own, so
 * that it has its own progress and report, while the first one may still go on.
 */
@Component
class MailingResends {

	private final MailingTable store;

	private final FailedReceivers failed;

	private final JdbcClient jdbc;

	private final WorkflowClient temporal;

	private final Clock clock;

	MailingResends(MailingTable store, FailedReceivers failed, JdbcClient jdbc, WorkflowClient temporal, Clock clock) {
		this.store = store;
		this.failed = failed;
		this.jdbc = jdbc;
		this.temporal = temporal;
		this.clock = clock;
	}

	/**
	 * Starts it.
	 * @return the id of its event
	 */
	String start(MailingView view) {
		if (!view.hasBegun()) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "It has sent no letter: " + view.reason() + ".");
		}
		Mailing first = this.store.find(view.workflowId()).mailing();
		String root = FailedReceivers.root(view.eventId());
		Map<Boolean, Long> known = known(root, view);
		if (known.getOrDefault(false, 0L) > 0) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "A resend of it is on its way.");
		}
		String id = FailedReceivers.resend(root, Math.toIntExact(known.getOrDefault(true, 0L)) + 1);
		Mailing again = again(first, id);
		if (this.failed.isEmpty(again)) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "Nobody's letter has failed.");
		}
		start(again);
		return id;
	}

	/** How many resends there are that have ended, and that have not. */
	private Map<Boolean, Long> known(String root, MailingView view) {
		Map<Boolean, Long> counts = new HashMap<>();
		this.jdbc.sql("""
				select ended_at is not null, count(*) from mailing
				 where event_type = ? and notice = ? and starts_with(event_id, ?) group by 1
				""")
			.params(view.eventType(), view.notice(), root + ".resend-")
			.query((row, number) -> counts.put(row.getBoolean(1), row.getLong(2)))
			.list();
		return counts;
	}

	private Mailing again(Mailing first, String id) {
		Event event = new Event(first.event().type(), id, first.event().fromService(), this.clock.instant(),
				first.event().details());
		return new Mailing(event, first.notice(), first.topic(), first.urgency(),
				FailedReceivers.audience(first.audience()), first.template(), first.channels(), first.sources(),
				first.values(), first.quietHours(), first.timeToLive(), null, null, first.rate(), first.required(),
				first.patience(), first.limits());
	}

	private void start(Mailing mailing) {
		String id = WorkflowIds.mailing(mailing.event().id(), mailing.notice());
		MailingWorkflow workflow = this.temporal.newWorkflowStub(MailingWorkflow.class,
				WorkflowOptions.newBuilder()
					.setWorkflowId(id)
					.setTaskQueue(TaskQueues.NOTIFICATIONS)
					.setWorkflowIdReusePolicy(WorkflowIdReusePolicy.WORKFLOW_ID_REUSE_POLICY_REJECT_DUPLICATE)
					.setTypedSearchAttributes(mailing.searchAttributes())
					.setStaticSummary("mailing " + mailing.notice() + ", to those alone whose letter failed")
					.build());
		try {
			WorkflowClient.start(workflow::send, mailing, null);
		}
		catch (WorkflowExecutionAlreadyStarted known) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "A resend of it is on its way.");
		}
		catch (WorkflowServiceException away) {
			throw RefusedException.forNow("Temporal does not answer at the moment.");
		}
	}

}
