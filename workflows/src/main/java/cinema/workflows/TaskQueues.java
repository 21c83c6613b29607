package cinema.workflows;

/** The task queues of Temporal. */
public final class TaskQueues {

	/** Workflows, and the activities that a person may be waiting for. */
	public static final String NOTIFICATIONS = "notifications";

	/**
	 * Activities that read and send pages of mailings: thousands at once, and nobody
	 * waits for a single one.
	 */
	public static final String PAGES = "pages";

	private TaskQueues() {
	}

}
