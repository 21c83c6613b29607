package cinema.workflows.mailing;

import java.time.Instant;
import java.time.ZoneOffset;

import cinema.workflows.SearchAttributes;
import cinema.workflows.event.Timers;
import io.temporal.workflow.Workflow;

/** Opens page after page of an audience as long as the window has room. */
final class AudienceWalk {

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final Timers timers = new Timers();

	private final Mailing mailing;

	private final MailingCourse course;

	private final PageChildren children;

	AudienceWalk(Mailing mailing, MailingCourse course, PageChildren children) {
		this.mailing = mailing;
		this.course = course;
		this.children = children;
	}

	/** Waits until the first page is to be read. */
	void begin() {
		this.course.become("begins");
		MailingCalls.begin(this.course.patience()).begin(this.mailingId, this.mailing);
		Instant start = this.mailing.start();
		if (start.isAfter(Timers.now())) {
			this.course.become(MailingTexts.heldUntil(start, "Z"));
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueSet(start.atOffset(ZoneOffset.UTC)));
			this.timers.await(start, MailingTexts.heldUntil(start, "Z"), this.course::isOver);
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueUnset());
		}
		this.course.become("is being sent");
	}

	/**
	 * Reads on until there is nothing more to read, or as far as one run may go.
	 * @return whether there is more for a further run
	 */
	boolean leavesPages() {
		int opened = 0;
		while (readsOn()) {
			if (opened++ == this.mailing.limits().pagesPerRun()) {
				return true;
			}
			open();
		}
		return false;
	}

	private boolean readsOn() {
		if (!this.course.hasPage()) {
			return false;
		}
		this.timers.await(this.mailing.lastDeadline(), "waits for its pages",
				() -> this.course.isOver() || this.course.hasRoom());
		return !this.course.isOver() && this.course.whyExpired() == null;
	}

	private void open() {
		AudienceCursor cursor = this.course.cursor();
		int number = cursor.pages() + 1;
		OpenedPage page = MailingCalls.mailing("read page " + number, this.course.patience())
			.open(new PageRequest(this.mailingId, number, String.valueOf(cursor.url())));
		if (this.course.opened(page)) {
			this.children.start(this.mailing, number, page, this.course.control());
		}
		this.course.become("is being sent");
	}

}
