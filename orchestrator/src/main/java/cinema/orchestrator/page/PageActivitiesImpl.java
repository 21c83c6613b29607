package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receipt.AwaitedReceipts;
import cinema.orchestrator.receipt.PageSettlement;
import cinema.workflows.TaskQueues;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageActivities;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageDispatched;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.PageWithdrawal;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;

import org.springframework.stereotype.Component;

/**
 * Sends the groups of a page, at the rate that staff chose last, and stops where they
 * stopped the mailing.
 */
@Component
@ActivityImpl(taskQueues = { TaskQueues.NOTIFICATIONS, TaskQueues.PAGES })
class PageActivitiesImpl implements PageActivities {

	/** So many letters are rendered, stored and published together. */
	private static final int CHUNK = 100;

	private static final long LOOK = 500;

	/** For so long a part of a page waits for single letters that are on their way. */
	private static final Duration COURTESY = Duration.ofMillis(100);

	/** For so long a page waits for answers to what it asked for again. */
	private static final Duration STAY = Duration.ofSeconds(1);

	/** Half of the processors may be busy with mailings here. */
	private final Semaphore turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

	private final MailingTable store;

	private final MailingControls controls;

	private final FreshReceivers receivers;

	private final AwaitedReceipts singles;

	private final PageSettlement settlement;

	private final PageSender sender;

	private final PageRetries retries;

	private final PageTallies tallies;

	private final Clock clock;

	PageActivitiesImpl(MailingTable store, MailingControls controls, FreshReceivers receivers, AwaitedReceipts singles,
			PageSettlement settlement, PageSender sender, PageRetries retries, PageTallies tallies, Clock clock) {
		this.store = store;
		this.controls = controls;
		this.receivers = receivers;
		this.singles = singles;
		this.settlement = settlement;
		this.sender = sender;
		this.retries = retries;
		this.tallies = tallies;
		this.clock = clock;
	}

	@Override
	public PageDispatched dispatch(PageDispatch dispatch) {
		PageDispatched dispatched;
		this.settlement.publishing(dispatch.pageId());
		try {
			dispatched = publish(dispatch);
		}
		finally {
			this.settlement.published(dispatch.pageId());
		}
		// Only now: a receipt that comes from here on is told by a signal.
		return dispatched.settled(this.tallies.of(dispatch.pageId()));
	}

	private PageDispatched publish(PageDispatch dispatch) {
		ActivityExecutionContext activity = Activity.getExecutionContext();
		StoredMailing mailing = this.store.find(dispatch.mailingId());
		StoredPage page = this.store.page(dispatch.pageId()).orElseThrow(PageActivitiesImpl::ended);
		List<StoredReceiver> group = page.group(dispatch.group());
		boolean late = !this.clock.instant().isBefore(page.groups().get(dispatch.group()).deadline());
		PageTurns turns = new PageTurns(this.controls, dispatch.mailingId(), dispatch.turn());
		PageDispatched at = activity.getHeartbeatDetails(PageDispatched.class)
			.orElseGet(() -> PageDispatched.from(dispatch.from()));
		while (at.until() < group.size()) {
			MailingControl control = this.controls.find(dispatch.mailingId());
			if (control.cancelled() != null || (control.waits() && !late)) {
				return at;
			}
			int left = group.size() - at.until();
			boolean limited = control.rate() > 0 && !late;
			PageTurn turn = (limited && turns.left() == 0) ? turns.take(left, control.rate()) : null;
			if (turn != null && turn.at().isAfter(this.clock.instant())) {
				return at.waiting(turn);
			}
			int letters = Math.min(CHUNK, limited ? Math.min(left, turns.left()) : left);
			PageSender.Sent sent = send(dispatch, mailing, page, group.subList(at.until(), at.until() + letters),
					alive(activity, at));
			turns.used(letters);
			at = at.plus(letters, sent.published(), sent.duplicates());
			activity.heartbeat(at);
		}
		return at.completed();
	}

	/** Its receivers are forgotten when a mailing has ended. */
	private static ApplicationFailure ended() {
		return ApplicationFailure.newNonRetryableFailure("its mailing has ended", "MAILING_ENDED");
	}

	private PageSender.Sent send(PageDispatch dispatch, StoredMailing mailing, StoredPage page,
			List<StoredReceiver> receivers, Runnable alive) {
		PageGroup group = page.groups().get(dispatch.group());
		FreshReceivers.Fresh fresh = this.receivers.read(mailing.mailing(), page, group.deadline(), receivers, alive);
		int twice = this.sender.skip(dispatch.pageId(), mailing.mailing(), fresh.skipped());
		PageSender.Sent sent = inTurn(alive, () -> this.sender.send(dispatch.pageId(), mailing,
				new LetterTerms(group, page.readAt(), fresh.later()), fresh.told(), alive));
		return new PageSender.Sent(sent.published(), sent.duplicates() + twice);
	}

	/** All pages at once would only keep the other letters waiting. */
	private PageSender.Sent inTurn(Runnable alive, Supplier<PageSender.Sent> sending) {
		try {
			while (!this.turns.tryAcquire(LOOK, TimeUnit.MILLISECONDS)) {
				alive.run();
			}
			try {
				this.singles.giveWay(COURTESY);
				return sending.get();
			}
			finally {
				this.turns.release();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private static Runnable alive(ActivityExecutionContext activity, PageDispatched at) {
		return () -> activity.heartbeat(at);
	}

	private static Runnable alive() {
		ActivityExecutionContext activity = Activity.getExecutionContext();
		return () -> activity.heartbeat(null);
	}

	/**
	 * Most answers come at once: then its workflow need not be told of them by itself.
	 */
	@Override
	public PageTally again(String pageId, boolean unanswered) {
		this.settlement.publishing(pageId);
		try {
			this.retries.ask(pageId, unanswered, alive());
			stay(pageId);
		}
		finally {
			this.settlement.published(pageId);
		}
		return this.tallies.of(pageId);
	}

	private void stay(String pageId) {
		long until = System.nanoTime() + STAY.toNanos();
		try {
			while (this.tallies.of(pageId).queued() > 0
					&& this.settlement.hears(pageId, Duration.ofNanos(until - System.nanoTime()))) {
				alive().run();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public PageTally tally(String pageId) {
		return this.tallies.of(pageId);
	}

	@Override
	public PageTally withdraw(PageWithdrawal withdrawal) {
		this.retries.takeBack(withdrawal, alive());
		return this.tallies.of(withdrawal.pageId());
	}

}
