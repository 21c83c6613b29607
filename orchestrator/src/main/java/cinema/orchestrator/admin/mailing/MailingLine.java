package cinema.orchestrator.admin.mailing;

import cinema.orchestrator.mailing.MailingView;
import cinema.orchestrator.mailing.OrderedMailing;

/**
 * A mailing as a page names it.
 *
 * @param title what it says of itself, or else its template
 * @param url of its page
 * @param kind how its state is coloured
 */
public record MailingLine(MailingView view, String title, String url, String kind) {

	static MailingLine of(MailingView view) {
		return new MailingLine(view, title(view), "/admin/mailings/" + view.eventId() + "/" + view.notice(),
				switch (view.status()) {
					case COMPLETED -> "good";
					case RUNNING, HELD -> "busy";
					case PAUSED, EXPIRED, FAILED -> "bad";
					case ANNOUNCED, CANCELLED -> "";
				});
	}

	private static String title(MailingView view) {
		OrderedMailing order = view.order();
		Object title = (order != null) ? order.context().get("title") : null;
		return (title instanceof String text && !text.isBlank()) ? text : view.notice();
	}

}
