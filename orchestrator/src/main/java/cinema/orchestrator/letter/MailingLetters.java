package cinema.orchestrator.letter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.LetterRequest;
import cinema.orchestrator.rendering.Rendered;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Makes the letters of mailings. */
@Component
public class MailingLetters {

	private final Renderer renderer;

	MailingLetters(Renderer renderer) {
		this.renderer = renderer;
	}

	/**
	 * Renders the letter to a made-up receiver.
	 * @throws io.temporal.failure.ApplicationFailure {@code RENDER_FAILED} names what is
	 * wrong with the template
	 */
	public void tryOut(Channel channel, StoredMailing mailing) {
		this.renderer.render(
				request(mailing, new StoredReceiver(0, new UUID(0, 0), null, channel, "", "Ann", "Lee", "UTC", "en")));
	}

	/** The letters of these receivers, in the same order. */
	public List<Rendered> render(StoredMailing mailing, List<StoredReceiver> receivers) {
		return this.renderer.render(receivers.stream().map((to) -> request(mailing, to)).toList());
	}

	private static LetterRequest request(StoredMailing stored, StoredReceiver to) {
		return new LetterRequest(to.channel() + "/" + stored.mailing().template(), to.locale(), values(stored, to));
	}

	/** The finished posting of one receiver. */
	public Posting posting(String pageId, StoredMailing stored, Instant deadline, StoredReceiver to, Letter letter) {
		Mailing mailing = stored.mailing();
		return new Posting(to.postingId().toString(), pageId, mailing.event().id(), mailing.notice(), mailing.topic(),
				to.channel(), mailing.urgency(),
				new PostingReceiver(to.userId(), to.address(), name(to), to.timeZone(), to.locale()), letter.subject(),
				letter.html(), letter.text(), Map.of(), deadline, mailing.quietHours(), 1);
	}

	private static Map<String, @Nullable Object> values(StoredMailing stored, StoredReceiver to) {
		Map<String, @Nullable Object> person = new HashMap<>();
		person.put("first_name", to.firstName());
		person.put("last_name", to.lastName());
		person.put("name", name(to));
		person.put("locale", to.locale());
		person.put("time_zone", to.timeZone());
		Event event = stored.mailing().event();
		return Map.of("receiver", person, "event",
				Map.of("type", event.type(), "id", event.id(), "occurred_at", event.occurredAt().toString()), "details",
				event.details(), "context", stored.context());
	}

	private static @Nullable String name(StoredReceiver to) {
		if (to.firstName() == null) {
			return to.lastName();
		}
		return (to.lastName() != null) ? to.firstName() + " " + to.lastName() : to.firstName();
	}

}
