package cinema.workflows.page;

import java.time.Duration;
import java.time.Instant;

import cinema.workflows.durable.Timers;
import cinema.workflows.plan.Patience;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * When to ask for what has not ended: for answers that do not come, and for another try
 * of what was deferred. At the deadline both are asked once more, and the worker says
 * what became of it.
 */
final class PageTimers {

	private final Patience patience;

	private int unanswered;

	private int deferred;

	private @Nullable Instant deferredSince;

	private @Nullable Instant answersAt;

	private @Nullable Instant retryAt;

	/** Whether what is tried again has its turn then. */
	private boolean waitsForTurn;

	/** Whether the next gap is left out. */
	private boolean eager;

	PageTimers(Patience patience) {
		this.patience = patience;
	}

	void published(Instant now, Instant deadline) {
		this.answersAt = soonest(now, now.plus(this.patience.forReceipt(this.unanswered)), deadline);
	}

	/**
	 * Letters of a group went out for the first time: what keeps them back is a trouble
	 * of their own, however long earlier ones wait already.
	 */
	void begun(Instant now) {
		if (this.deferredSince != null
				&& Workflow.getVersion("deferred-anew", Workflow.DEFAULT_VERSION, 1) != Workflow.DEFAULT_VERSION) {
			this.deferredSince = null;
			this.deferred = 0;
			Instant soon = now.plus(this.patience.afterDeferred(1));
			this.retryAt = (this.retryAt != null && soon.isBefore(this.retryAt)) ? soon : this.retryAt;
		}
	}

	/** This became of it so far. */
	void heard(PageTally tally, Instant now, Instant deadline) {
		this.waitsForTurn = tally.turn() != null;
		if (tally.queued() == 0) {
			this.unanswered = 0;
			this.answersAt = null;
		}
		if (tally.retrying() == 0) {
			this.deferredSince = null;
			this.retryAt = null;
		}
		else if (tally.turn() != null) {
			this.retryAt = soonest(now, tally.turn(), deadline);
		}
		else if (this.retryAt == null) {
			Instant again = this.eager ? now : now.plus(gap(now));
			Instant allowed = tally.retryAt();
			this.eager = false;
			Instant noted = (allowed != null && allowed.isAfter(again)) ? allowed : null;
			if (noted != null && tally.trouble() == null) {
				// It waits for a moment, and not for the end of a trouble.
				this.deferredSince = null;
			}
			this.retryAt = soonest(now, (noted != null) ? noted : again, deadline);
		}
	}

	private Duration gap(Instant now) {
		this.deferredSince = (this.deferredSince != null) ? this.deferredSince : now;
		return Timers.longerByAge(this.patience.afterDeferred(++this.deferred), this.patience.maxDeferredGap(),
				this.deferredSince);
	}

	/** What kept letters back has passed. */
	void tryNow(Instant now) {
		this.eager = this.retryAt == null;
		this.retryAt = (this.retryAt != null) ? now : null;
	}

	/** The rate has changed, and with it when its turn comes. */
	void forgetTurn(Instant now) {
		if (this.waitsForTurn && this.retryAt != null) {
			this.retryAt = now;
		}
	}

	boolean isRetryDue(Instant now) {
		return this.retryAt != null && !this.retryAt.isAfter(now);
	}

	boolean isAnswerDue(Instant now) {
		return this.answersAt != null && !this.answersAt.isAfter(now);
	}

	void asked(boolean forAnswers) {
		this.retryAt = null;
		if (forAnswers) {
			this.unanswered++;
			this.answersAt = null;
		}
	}

	/** The next moment at which something is to be asked, or null. */
	@Nullable Instant next() {
		if (this.retryAt == null) {
			return this.answersAt;
		}
		return (this.answersAt != null && this.answersAt.isBefore(this.retryAt)) ? this.answersAt : this.retryAt;
	}

	private static Instant soonest(Instant now, Instant wanted, Instant deadline) {
		return (deadline.isAfter(now) && deadline.isBefore(wanted)) ? deadline : wanted;
	}

}
