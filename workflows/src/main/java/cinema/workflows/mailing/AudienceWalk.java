package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Supplier;

import cinema.workflows.SearchAttributes;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.durable.Timers;
import cinema.workflows.plan.Mailing;
import io.temporal.workflow.Workflow;

/** Opens page after page of an audience as long as the window has room. */
final class AudienceWalk {

	/** Everything that the letters say is read, perhaps from many services. */
	private static final Duration READS_ALL = Duration.ofMinutes(2);

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final Timers timers = new Timers();

	private final Mailing mailing;

	private final MailingState state;

	private final PageChildren children;

	private final PageWatch watch;

	AudienceWalk(Mailing mailing, MailingState state, PageChildren children, PageWatch watch) {
		this.mailing = mailing;
		this.state = state;
		this.children = children;
		this.watch = watch;
	}

	/** Waits until the first page is to be read. */
	void begin() {
		this.state.become("begins");
		this.state.begun(Calls.durable(MailingActivities.class, "begin", READS_ALL, this.state.patience())
			.begin(this.mailingId, this.mailing));
		if (this.state.hadEnded()) {
			return;
		}
		Instant start = this.mailing.start();
		if (start.isAfter(Timers.now())) {
			String held = HeldUntil.withDay(start, "Z", Timers.now());
			this.state.become(held);
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueSet(start.atOffset(ZoneOffset.UTC)));
			this.timers.await(start, held, this.state::isOver);
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueUnset());
		}
		this.state.become("is being sent");
	}

	/**
	 * Reads on until there is nothing more to read, or as far as one run may go.
	 * @return whether there is more for a further run
	 */
	boolean leavesPages() {
		int opened = 0;
		while (readsOn()) {
			if (opened++ == this.mailing.limits().pagesPerRun() || isLong()) {
				return true;
			}
			open();
		}
		return false;
	}

	/** Looking after pages makes a run long, too. */
	private boolean isLong() {
		return this.state.turns() && Workflow.getInfo().isContinueAsNewSuggested();
	}

	private boolean readsOn() {
		if (!this.state.hasPage()) {
			return false;
		}
		Supplier<Boolean> news = () -> this.state.isOver() || this.state.hasRoom() || isLong();
		if (this.state.turns()) {
			this.watch.await(this.mailing.lastDeadline(), "waits for its pages", news);
		}
		else {
			this.timers.await(this.mailing.lastDeadline(), "waits for its pages", news);
		}
		return !this.state.isOver() && this.state.whyExpired() == null;
	}

	private void open() {
		AudienceCursor cursor = this.state.cursor();
		int number = cursor.pages() + 1;
		OpenedPage page = Calls.durable(MailingActivities.class, "read page " + number, this.state.patience())
			.open(new PageRequest(this.mailingId, number, String.valueOf(cursor.url())));
		if (this.state.opened(page)) {
			this.children.start(this.mailing, number, page, this.state.control());
		}
		this.state.become("is being sent");
	}

}
