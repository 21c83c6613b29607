package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receipt.AwaitedReceipts;
import cinema.orchestrator.receipt.PageSettlement;
import cinema.workflows.TaskQueues;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageActivities;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageDispatched;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageWithdrawal;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityExecutionContext;
import io.temporal.spring.boot.ActivityImpl;

import org.springframework.stereotype.Component;

/**
 * Sends the groups of a page, at the rate that staff chose last, and stops where they
 * stopped the mailing.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class PageActivitiesImpl implements PageActivities {

	/** So many letters are rendered, stored and published together. */
	private static final int CHUNK = 100;

	private static final long LOOK = 500;

	/** For so long a part of a page waits for single letters that are on their way. */
	private static final Duration COURTESY = Duration.ofMillis(100);

	/** Half of the processors may be busy with mailings here. */
	private final Semaphore turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

	private final MailingTable store;

	private final FreshReceivers receivers;

	private final AwaitedReceipts singles;

	private final PageSettlement settlement;

	private final PageSender sender;

	private final PageRetries retries;

	private final Clock clock;

	PageActivitiesImpl(MailingTable store, FreshReceivers receivers, AwaitedReceipts singles, PageSettlement settlement,
			PageSender sender, PageRetries retries, Clock clock) {
		this.store = store;
		this.receivers = receivers;
		this.singles = singles;
		this.settlement = settlement;
		this.sender = sender;
		this.retries = retries;
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
		return dispatched.settled(this.retries.tally(dispatch.pageId()));
	}

	private PageDispatched publish(PageDispatch dispatch) {
		ActivityExecutionContext activity = Activity.getExecutionContext();
		StoredMailing mailing = this.store.find(dispatch.mailingId());
		StoredPage page = this.store.page(dispatch.pageId()).orElseThrow();
		List<StoredReceiver> group = page.group(dispatch.group());
		PageDispatched at = activity.getHeartbeatDetails(PageDispatched.class)
			.orElseGet(() -> PageDispatched.from(dispatch.from()));
		while (at.until() < group.size()) {
			MailingControl control = this.store.control(dispatch.mailingId());
			if (control.stops()) {
				return at;
			}
			int until = Math.min(group.size(), at.until() + chunk(control.rate()));
			long began = this.clock.millis();
			PageSender.Sent sent = send(dispatch, mailing, page, group.subList(at.until(), until), alive(activity, at));
			int letters = until - at.until();
			at = at.plus(letters, sent.published(), sent.duplicates());
			activity.heartbeat(at);
			pause(dispatch.mailingId(), letters, began, activity, at);
		}
		return at.completed();
	}

	private PageSender.Sent send(PageDispatch dispatch, StoredMailing mailing, StoredPage page,
			List<StoredReceiver> receivers, Runnable alive) {
		Instant deadline = page.groups().get(dispatch.group()).deadline();
		FreshReceivers.Fresh fresh = this.receivers.read(mailing.mailing(), page, deadline, receivers, alive);
		int twice = this.sender.skip(dispatch.pageId(), mailing.mailing(), fresh.skipped());
		PageSender.Sent sent = inTurn(alive,
				() -> this.sender.send(dispatch.pageId(), mailing, deadline, fresh.told()));
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

	private static int chunk(double rate) {
		return (rate > 0) ? (int) Math.max(1, Math.min(CHUNK, Math.ceil(rate / 2))) : CHUNK;
	}

	/**
	 * Until these letters have taken the time that the rate wants, whatever it is by
	 * then.
	 */
	private void pause(String mailingId, int letters, long began, ActivityExecutionContext activity,
			PageDispatched at) {
		MailingControl control = this.store.control(mailingId);
		while (control.rate() > 0 && !control.stops()) {
			long left = began + (long) (letters * 1000 / control.rate()) - this.clock.millis();
			if (left <= 0) {
				return;
			}
			sleep(Math.min(left, LOOK));
			activity.heartbeat(at);
			control = this.store.control(mailingId);
		}
	}

	private static void sleep(long millis) {
		try {
			TimeUnit.MILLISECONDS.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	@Override
	public PageTally again(String pageId, boolean unanswered) {
		this.retries.ask(pageId, unanswered);
		return this.retries.tally(pageId);
	}

	@Override
	public PageTally tally(String pageId) {
		return this.retries.tally(pageId);
	}

	@Override
	public PageTally withdraw(PageWithdrawal withdrawal) {
		StoredMailing mailing = this.store.find(withdrawal.mailingId());
		for (PageDispatch waiting : withdrawal.groups()) {
			List<StoredReceiver> group = this.store.page(withdrawal.pageId()).orElseThrow().group(waiting.group());
			List<MailingRow> rows = group.subList(Math.min(waiting.from(), group.size()), group.size())
				.stream()
				.map((to) -> to.ended(JournalState.CANCELLED, withdrawal.reason()))
				.toList();
			this.sender.skip(withdrawal.pageId(), mailing.mailing(), rows);
		}
		this.retries.takeBack(withdrawal.pageId(), withdrawal.reason());
		return this.retries.tally(withdrawal.pageId());
	}

}
