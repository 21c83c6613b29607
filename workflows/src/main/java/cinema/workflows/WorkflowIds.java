package cinema.workflows;

/** The ids of workflows; they carry no personal data. */
public final class WorkflowIds {

	private WorkflowIds() {
	}

	/** The id of the workflow of one event: {@code event/<type>/<id>}. */
	public static String event(String type, String id) {
		return "event/" + type + "/" + id;
	}

}
