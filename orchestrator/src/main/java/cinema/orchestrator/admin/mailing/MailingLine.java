package cinema.orchestrator.admin.mailing;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.admin.Frame;
import cinema.orchestrator.mailing.MailingView;
import cinema.orchestrator.mailing.MailingView.Status;
import cinema.orchestrator.mailing.OrderedMailing;
import org.jspecify.annotations.Nullable;

/**
 * A mailing as a page names it.
 *
 * @param title what it says of itself, or else its template
 * @param url of its page
 * @param kind how its state is coloured
 * @param until when it begins, while it waits for that; or null
 */
public record MailingLine(MailingView view, String title, String url, String kind, @Nullable Instant until) {

	private static final Pattern HELD = Pattern.compile("held until (\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ)");

	/** Their reason says no more than their state, and in one language alone. */
	private static final Set<Status> PLAIN = Set.of(Status.RUNNING, Status.COMPLETED);

	static MailingLine of(MailingView view) {
		return new MailingLine(view, title(view), "/admin/mailings/" + view.eventId() + "/" + view.notice(),
				switch (view.status()) {
					case COMPLETED -> "good";
					case RUNNING, HELD -> "busy";
					case PAUSED, EXPIRED, FAILED -> "bad";
					case ANNOUNCED, CANCELLED -> "";
				}, until(String.valueOf(view.reason())));
	}

	private static @Nullable Instant until(String reason) {
		Matcher held = HELD.matcher(reason);
		return held.matches() ? Instant.parse(held.group(1)) : null;
	}

	/** Whether its reason is shown in the reader's language and not as it is. */
	public boolean isPlain() {
		return PLAIN.contains(this.view.status());
	}

	/** When it was to be sent, as the reader of a page says it; or null for at once. */
	public @Nullable String sendAt(Frame frame) {
		OrderedMailing order = this.view.order();
		String at = (order != null) ? order.sendAt() : null;
		if (at == null) {
			return null;
		}
		return at.endsWith("Z") ? frame.when(Instant.parse(at)) : frame.say("mailing.own-clock",
				frame.when(LocalDateTime.parse(at).toInstant(ZoneOffset.UTC), ZoneOffset.UTC));
	}

	private static String title(MailingView view) {
		OrderedMailing order = view.order();
		Object title = (order != null) ? order.context().get("title") : null;
		return (title instanceof String text && !text.isBlank()) ? text : view.notice();
	}

}
