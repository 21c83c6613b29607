package cinema.workflows;

/** The task queues of Temporal. */
public final class TaskQueues {

	public static final String NOTIFICATIONS = "notifications";

	private TaskQueues() {
	}

}
