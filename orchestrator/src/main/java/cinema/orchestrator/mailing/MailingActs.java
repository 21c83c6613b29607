package cinema.orchestrator.mailing;

import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

import cinema.orchestrator.staff.Reason;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.RefusedException;
import cinema.workflows.StaffWords;
import cinema.workflows.WorkflowIds;
import cinema.workflows.mailing.MailingProgress;
import cinema.workflows.page.MailingControl;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What staff do to a mailing, each act audited; refusals are in words for them. */
@Component
public class MailingActs {

	private static final double FASTEST = 100_000;

	private final MailingLookup mailings;

	private final MailingResends resends;

	private final Audit audit;

	MailingActs(MailingLookup mailings, MailingResends resends, Audit audit) {
		this.mailings = mailings;
		this.resends = resends;
		this.audit = audit;
	}

	public MailingProgress pause(MailingView view) {
		String by = Actor.now().name();
		return tell(view, "paused", null, (control) -> control.pausedBy(by), "pause", by);
	}

	public MailingProgress resume(MailingView view) {
		return tell(view, "resumed", null, MailingControl::resumed, "resume");
	}

	public MailingProgress cancel(MailingView view, @Nullable String why) {
		String reason = Reason.require("reason", why);
		String by = Actor.now().name();
		return tell(view, "cancelled", reason, (control) -> control.cancelled(StaffWords.cancelled(reason, by)),
				"cancel", reason, by);
	}

	static double requirePossible(@Nullable Double rate) {
		double wanted = Objects.requireNonNullElse(rate, -1.0);
		RefusedException.unless(wanted >= 0 && wanted <= FASTEST, "rate", "has to be 0 to 100000 letters per second");
		return wanted;
	}

	/** Letters per second, 0 for as many as possible. */
	public MailingProgress rate(MailingView view, double wanted) {
		requirePossible(wanted);
		return tell(view, "rate changed", "to " + wanted, (control) -> control.rated(wanted), "changeRate", wanted);
	}

	/**
	 * Sends it once more to those whose letter ended so.
	 * @param outcomes none for those that failed for good
	 * @return the id of the new mailing's event
	 */
	public String resend(MailingView view, List<String> outcomes) {
		outcomes.forEach(MailingResends::requireKnown);
		return this.resends.start(view, outcomes, (resent) -> {
			this.audit.note("resent", view.workflowId(), "as " + resent);
			this.audit.note("ordered", WorkflowIds.mailing(resent, view.notice()),
					outcomes.isEmpty() ? "for those whose letter failed"
							: "for those whose letter ended as " + String.join(", ", outcomes));
		});
	}

	private MailingProgress tell(MailingView view, String what, @Nullable String reason,
			UnaryOperator<MailingControl> decision, String update, @Nullable Object... arguments) {
		return this.audit.doing(what, view.workflowId(), reason,
				() -> this.mailings.tell(view, decision, update, arguments));
	}

}
