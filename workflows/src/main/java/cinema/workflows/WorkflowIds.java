package cinema.workflows;

/** The ids of workflows; they carry no personal data. */
public final class WorkflowIds {

	private static final String PAGE = "/page/";

	private WorkflowIds() {
	}

	/** The id of the workflow of one event: {@code event/<type>/<id>}. */
	public static String event(String type, String id) {
		return "event/" + type + "/" + id;
	}

	/** The id of one mailing: {@code mailing/<event id>/<notice>}. */
	public static String mailing(String eventId, String notice) {
		return "mailing/" + eventId + "/" + notice;
	}

	/** The id of one person's digest of a topic: {@code digest/<user id>/<topic>}. */
	public static String digest(String userId, String topic) {
		return "digest/" + userId + "/" + topic;
	}

	/** The id of the way of a draft: {@code mailing-order/<draft id>}. */
	public static String order(String draftId) {
		return "mailing-order/" + draftId;
	}

	/** The id of one page of a mailing: {@code <mailing id>/page/<number>}. */
	public static String page(String mailingId, int number) {
		return mailingId + PAGE + number;
	}

	/** The mailing of which this is the id of a page. */
	public static String mailingOf(String pageId) {
		return pageId.substring(0, pageId.lastIndexOf(PAGE));
	}

	public static int pageNumber(String pageId) {
		return Integer.parseInt(pageId.substring(pageId.lastIndexOf('/') + 1));
	}

	/** Whether a workflow of this id is a page of a mailing. */
	public static boolean isPage(String workflowId) {
		return workflowId.startsWith("mailing/") && workflowId.contains(PAGE);
	}

}
