package cinema.workflows.page;

import io.temporal.activity.ActivityInterface;

/** What one page of a mailing needs of the world; letters never pass through history. */
@ActivityInterface(namePrefix = "page.")
public interface PageActivities {

	/**
	 * Renders, stores and publishes the letters of one group. Safe to repeat: what is
	 * stored is published again as it is, and the worker's ledger knows what it has sent.
	 */
	PageDispatched dispatch(PageDispatch dispatch);

	/**
	 * Publishes again what has not ended: a new attempt of what was deferred or postponed
	 * and is due, and on request the same attempt of what nobody has answered.
	 * @param unanswered whether to ask for those too
	 */
	PageTally again(String pageId, boolean unanswered);

	/** What became of the page's letters so far. */
	PageTally tally(String pageId);

	/**
	 * Asks the worker to give back what is queued, and writes down who is not told any
	 * more.
	 */
	PageTally withdraw(PageWithdrawal withdrawal);

}
