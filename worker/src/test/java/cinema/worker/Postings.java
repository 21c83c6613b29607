package cinema.worker;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;

/** Postings for tests. */
public final class Postings {

	public static final Instant DEADLINE = Instant.parse("2026-11-24T10:00:00Z");

	private Postings() {
	}

	public static Posting posting() {
		return posting(UUID.randomUUID().toString(), 1, "ann@example.com", null);
	}

	public static Posting posting(Urgency urgency) {
		Posting one = posting();
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(), urgency,
				one.receiver(), one.subject(), one.html(), one.text(), one.headers(), one.deadline(), null, 1);
	}

	public static Posting attempt(Posting posting, int attempt) {
		return posting(posting.id(), attempt, posting.receiver().address(), posting.quietHours());
	}

	public static Posting to(String address) {
		return posting(UUID.randomUUID().toString(), 1, address, null);
	}

	public static Posting saying(String html, int attempt) {
		Posting one = posting();
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
				one.urgency(), one.receiver(), one.subject(), html, one.text(), one.headers(), one.deadline(), null,
				attempt);
	}

	public static Posting posting(String id, int attempt, String address, QuietHours quietHours) {
		return new Posting(id, "event/user_signed_up/1", "1", "welcome", "account", Channel.EMAIL, Urgency.NORMAL,
				new PostingReceiver("1", address, "Анна 🎬", "Europe/Moscow", "ru"), "Добро пожаловать 🎬",
				"<p>" + "x".repeat(2000) + "</p>", "Привет\n.\nконец", Map.of("X-Notice", "welcome"), DEADLINE,
				quietHours, attempt);
	}

}
