package cinema.orchestrator.mailing;

import cinema.orchestrator.problem.RefusedException;
import cinema.workflows.mailing.MailingProgress;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import io.temporal.client.WorkflowUpdateException;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Tells running mailings what staff want. */
@Component
class RunningMailings {

	private final WorkflowClient temporal;

	RunningMailings(WorkflowClient temporal) {
		this.temporal = temporal;
	}

	/** Returns what became of it. */
	MailingProgress tell(String mailingId, String update, Object... arguments) {
		try {
			return this.temporal.newUntypedWorkflowStub(mailingId).update(update, MailingProgress.class, arguments);
		}
		catch (WorkflowNotFoundException ended) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "It has ended; nothing is left to change.");
		}
		catch (WorkflowUpdateException refused) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "", reason(refused));
		}
		catch (WorkflowServiceException away) {
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, "", "Temporal does not answer at the moment.");
		}
	}

	private static String reason(WorkflowUpdateException refused) {
		Throwable cause = refused.getCause();
		return String.valueOf((cause != null) ? cause.getMessage() : refused.getMessage());
	}

	/** Where it is, as its workflow knows it, whether it runs or has ended. */
	MailingProgress look(String mailingId) {
		try {
			return this.temporal.newUntypedWorkflowStub(mailingId).query("progress", MailingProgress.class);
		}
		catch (WorkflowNotFoundException unknown) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "Nothing is known of such a mailing.");
		}
		catch (WorkflowServiceException away) {
			throw new RefusedException(HttpStatus.SERVICE_UNAVAILABLE, "", "Temporal does not answer at the moment.");
		}
	}

}
