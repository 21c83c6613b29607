package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.MailingLimits;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** How far a mailing is, what staff want of it, and whether it goes on. */
final class MailingState {

	/**
	 * How long an activity may still be tried when the deadline is near or has passed.
	 */
	static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

	private final Mailing mailing;

	private final PageCounts pages;

	private AudienceCursor cursor;

	private MailingControl control;

	private @Nullable String failure;

	private boolean recalled;

	private @Nullable MailingOutcome ended;

	/** Whether this run knows pages that take turns and that are looked after. */
	private final boolean turns = Workflow.getVersion("pages-take-turns", Workflow.DEFAULT_VERSION, 1) == 1;

	MailingState(Mailing mailing, @Nullable MailingRun continued) {
		this.mailing = mailing;
		this.pages = new PageCounts(continued);
		this.cursor = (continued != null) ? continued.cursor() : AudienceCursor.at(mailing.audience());
		this.control = (continued != null) ? continued.control() : MailingControl.at(mailing.rate());
		this.failure = (continued != null) ? continued.failure() : null;
	}

	/** What the next run of the workflow begins with. */
	MailingRun next() {
		String failed = (this.failure != null) ? this.failure : this.pages.failure();
		return MailingRun.of(this.cursor, this.pages.totals(), this.pages.active(), this.control, failed);
	}

	boolean turns() {
		return this.turns;
	}

	PageCounts pages() {
		return this.pages;
	}

	AudienceCursor cursor() {
		return this.cursor;
	}

	MailingControl control() {
		return this.control;
	}

	/**
	 * A mailing that was reset, or whose event came again, has forgotten what staff
	 * decided, and its row has not.
	 */
	void begun(@Nullable MailingBeginning kept) {
		if (kept == null) {
			return;
		}
		this.ended = kept.ended();
		if (this.control.equals(MailingControl.at(this.mailing.rate()))) {
			this.control = new MailingControl(kept.paused(), kept.cancelled(), kept.rate(), kept.pausedBy(), null);
			this.recalled = !this.control.equals(MailingControl.at(this.mailing.rate()));
		}
	}

	/** Whether it ended before it began, since its event came again. */
	boolean hadEnded() {
		return this.ended != null;
	}

	/** Whether its pages may have heard of something that this run has not decided. */
	boolean isRecalled() {
		return this.recalled;
	}

	void decided(MailingControl decided) {
		this.control = decided;
	}

	/**
	 * A page was read.
	 * @return whether it has anybody to tell
	 */
	boolean opened(OpenedPage page) {
		this.cursor = this.cursor.behind(page);
		return this.pages.opened(this.cursor.pages(), page);
	}

	/** Whether there is a page that makes sense to be read, once there is room for it. */
	boolean hasPage() {
		String fault = this.cursor.fault(this.mailing.limits());
		if (fault != null) {
			this.failure = fault;
		}
		return this.cursor.url() != null;
	}

	boolean hasRoom() {
		MailingLimits limits = this.mailing.limits();
		// Before pages took turns the rate would have been that of each page.
		int window = (this.control.rate() > 0 && !this.turns) ? 1 : limits.window();
		return !this.control.waits() && this.pages.inWindow() < window
				&& (limits.mostUnanswered() == 0 || this.pages.unanswered() < limits.mostUnanswered());
	}

	void failed(ActivityFailure hopeless) {
		this.failure = (whyExpired() != null) ? null : Calls.reason(hopeless);
	}

	boolean isOver() {
		return hadEnded() || this.control.cancelled() != null || this.failure != null || this.pages.failure() != null;
	}

	@Nullable String whyExpired() {
		Instant deadline = this.mailing.lastDeadline();
		return Timers.now().isBefore(deadline) ? null : "its deadline was " + deadline;
	}

	Duration patience() {
		Duration left = Duration.between(Timers.now(), this.mailing.lastDeadline());
		return (left.compareTo(LEAST_PATIENCE) > 0) ? left : LEAST_PATIENCE;
	}

	/** For people to read, also in the web UI. */
	void become(String state) {
		this.pages.become(state);
		tell();
	}

	/** Shows in the web UI where it is. */
	void tell() {
		Workflow.setCurrentDetails(progress().details());
	}

	MailingProgress progress() {
		return this.pages.progress(this.cursor.pages(), this.control);
	}

	/** How it ends, once its pages have. */
	MailingOutcome outcome() {
		if (this.ended != null) {
			this.pages.end("ended before: " + this.ended.status());
			tell();
			return this.ended;
		}
		String failed = (this.failure != null) ? this.failure : this.pages.failure();
		String expired = (this.cursor.url() != null) ? whyExpired() : null;
		if (this.control.cancelled() != null) {
			return ended(MailingStatus.CANCELLED, this.control.cancelled());
		}
		if (failed != null) {
			return ended(MailingStatus.FAILED, failed);
		}
		if (expired != null) {
			return ended(MailingStatus.EXPIRED, expired);
		}
		return ended(MailingStatus.COMPLETED,
				(this.pages.totals().seen() > 0) ? "every receiver has an outcome" : "the audience has nobody");
	}

	private MailingOutcome ended(MailingStatus status, String reason) {
		this.pages.end(status + ", " + reason);
		tell();
		return new MailingOutcome(status, reason, progress());
	}

}
