package cinema.workflows.mailing;

import cinema.workflows.page.MailingControl;
import cinema.workflows.page.Trouble;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Pauses a mailing while trouble that is ours keeps its letters back, and lets it go on
 * when the channel's server deals with one. Meanwhile each page that has such letters
 * tries one of them now and then.
 */
final class SelfPause {

	private final int handful;

	private final MailingState state;

	private final StaffOrders orders;

	SelfPause(int handful, MailingState state, StaffOrders orders) {
		this.handful = handful;
		this.state = state;
		this.orders = orders;
	}

	/** Something was heard of the pages. */
	void review() {
		MailingControl control = this.state.control();
		Trouble now = (control.trouble() != null) ? lasting(control.trouble()) : beginning();
		if (now != control.trouble()) {
			decide(control.troubled(now));
		}
	}

	private @Nullable Trouble beginning() {
		boolean looks = this.handful > 0 && !this.state.isOver();
		Trouble heard = looks ? this.state.pages().trouble() : null;
		return (heard != null && heard.letters() >= this.handful) ? heard : null;
	}

	private @Nullable Trouble lasting(Trouble known) {
		boolean passed = this.state.pages().hasPassed(known) || !this.state.pages().haveLetters();
		return passed ? null : known;
	}

	private void decide(MailingControl decided) {
		try {
			this.orders.decide(decided);
		}
		catch (ActivityFailure away) {
			// The next look at the pages keeps it.
			Workflow.getLogger(SelfPause.class).warn("It could not be written down that the mailing pauses itself");
		}
	}

}
