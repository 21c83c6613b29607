package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.event.Timers;
import io.temporal.failure.ActivityFailure;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** How far a mailing is, what staff want of it, and whether it goes on. */
final class MailingCourse {

	/**
	 * How long an activity may still be tried when the deadline is near or has passed.
	 */
	static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

	private final Mailing mailing;

	private final MailingBook book;

	private AudienceCursor cursor;

	private MailingControl control;

	private @Nullable String failure;

	MailingCourse(Mailing mailing, @Nullable MailingRun continued) {
		this.mailing = mailing;
		this.book = new MailingBook(continued);
		this.cursor = (continued != null) ? continued.cursor() : AudienceCursor.at(mailing.audience());
		this.control = (continued != null) ? continued.control()
				: new MailingControl(false, null, mailing.rate(), null);
		this.failure = (continued != null) ? continued.failure() : null;
	}

	/** What the next run of the workflow begins with. */
	MailingRun next() {
		return new MailingRun(this.cursor, this.book.totals(), this.book.active(), this.control, this.failure);
	}

	MailingBook book() {
		return this.book;
	}

	AudienceCursor cursor() {
		return this.cursor;
	}

	MailingControl control() {
		return this.control;
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
		return this.book.opened(this.cursor.pages(), page);
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
		// One page after the other, or the rate would be that of each page.
		int window = (this.control.rate() > 0) ? 1 : this.mailing.limits().window();
		return !this.control.paused() && this.book.inWindow() < window;
	}

	void failed(ActivityFailure hopeless) {
		this.failure = (whyExpired() != null) ? null : MailingCalls.reason(hopeless);
	}

	boolean isOver() {
		return this.control.cancelled() != null || this.failure != null || this.book.failure() != null;
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
		this.book.become(state);
		tell();
	}

	/** Shows in the web UI where it is. */
	void tell() {
		Workflow.setCurrentDetails(MailingTexts.details(progress()));
	}

	MailingProgress progress() {
		return this.book.progress(this.cursor.pages(), this.control);
	}

	/** How it ends, once its pages have. */
	MailingOutcome outcome() {
		String failed = (this.failure != null) ? this.failure : this.book.failure();
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
				(this.book.totals().seen() > 0) ? "every receiver has an outcome" : "the audience has nobody");
	}

	private MailingOutcome ended(MailingStatus status, String reason) {
		this.book.end(status + ", " + reason);
		tell();
		return new MailingOutcome(status, reason, progress());
	}

}
