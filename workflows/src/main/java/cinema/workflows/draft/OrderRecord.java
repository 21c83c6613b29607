package cinema.workflows.draft;

import java.util.List;
import java.util.Locale;

import cinema.workflows.SearchAttributes;
import cinema.workflows.WorkflowIds;
import cinema.workflows.durable.Calls;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Where an order is: for staff, for the draft's row and for the web UI. */
final class OrderRecord {

	private final SubmittedDraft draft;

	private OrderOutcome outcome;

	OrderRecord(SubmittedDraft draft) {
		this.draft = draft;
		this.outcome = new OrderOutcome(OrderStage.WAITING_FOR_APPROVAL, waiting(draft));
	}

	private static String waiting(SubmittedDraft draft) {
		return draft.submittedBy() + " waits for "
				+ (draft.byAnother() ? "somebody else with mailings:approve" : "somebody with mailings:approve");
	}

	OrderOutcome outcome() {
		return this.outcome;
	}

	/** Tells the web UI whom it waits for; the draft's row says so already. */
	void waits() {
		show(this.outcome);
	}

	/**
	 * It comes to a further stage.
	 * @return whether it still is what was submitted
	 */
	boolean become(OrderStage stage, @Nullable String by, String reason, @Nullable Released released) {
		DraftStep step = this.draft.step(stage, by, reason, released);
		boolean wanted = Calls.durable(DraftActivities.class, "write down: " + word(stage), null).record(step);
		this.outcome = wanted ? new OrderOutcome(stage, reason)
				: new OrderOutcome(OrderStage.WITHDRAWN, "the draft was changed after it was submitted");
		show(this.outcome);
		if (released != null && released.eventId() != null && released.notice() != null) {
			Workflow.upsertTypedSearchAttributes(
					SearchAttributes.MAILING_ID.valueSet(WorkflowIds.mailing(released.eventId(), released.notice())));
		}
		return wanted;
	}

	private void show(OrderOutcome shown) {
		Workflow.setCurrentDetails(
				"- **" + word(shown.stage()) + "**: " + shown.reason() + "\n- draft `" + this.draft.draftId()
						+ "`, revision " + this.draft.revision() + ", submitted by " + this.draft.submittedBy());
		Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(List.of(shown.stage().name())));
	}

	private static String word(OrderStage stage) {
		return stage.name().toLowerCase(Locale.ROOT).replace('_', ' ');
	}

}
