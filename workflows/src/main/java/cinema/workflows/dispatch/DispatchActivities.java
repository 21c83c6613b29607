package cinema.workflows.dispatch;

import io.temporal.activity.ActivityInterface;

/** Collects, renders, stores and publishes postings. */
@ActivityInterface(namePrefix = "dispatch.")
public interface DispatchActivities {

	/**
	 * Puts the posting on its queue and waits a moment for its receipt. Always safe to
	 * repeat: the same attempt of the same posting is the same bytes, and the worker's
	 * ledger answers what it knows.
	 */
	Dispatched dispatch(Dispatch dispatch);

	/**
	 * Asks the worker to take back postings that it has not sent; each is answered by a
	 * receipt.
	 */
	void withdraw(Withdraw withdraw);

}
