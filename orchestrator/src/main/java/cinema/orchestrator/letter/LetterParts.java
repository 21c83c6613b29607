package cinema.orchestrator.letter;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.LetterRequest;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;

/**
 * Everything that one letter is made of, whether it goes to one person or is one of a
 * mailing.
 *
 * @param workflowId who waits for its receipt
 * @param template with its channel, for example {@code email/welcome}
 * @param context what was collected for the template
 * @param attachments its files; a letter that is no e-mail has none
 * @param headers of the letter
 * @param unsubscribeLink a path of auth, or null when nobody can leave its topic
 */
public record LetterParts(String workflowId, Event event, String notice, String topic, Urgency urgency, String template,
		StoredReceiver receiver, Instant deadline, @Nullable QuietHours quietHours,
		Map<String, @Nullable Object> context, List<Attachment> attachments, Map<String, String> headers,
		@Nullable String unsubscribeLink) {

	public LetterParts {
		attachments = (receiver.channel() == Channel.EMAIL) ? attachments : List.of();
	}

	/** A letter that nobody can leave. */
	LetterParts(String workflowId, Event event, String notice, String topic, Urgency urgency, String template,
			StoredReceiver receiver, Instant deadline, @Nullable QuietHours quietHours,
			Map<String, @Nullable Object> context, List<Attachment> attachments) {
		this(workflowId, event, notice, topic, urgency, template, receiver, deadline, quietHours, context, attachments,
				Map.of(), null);
	}

	LetterParts leavable(Map<String, String> headers, @Nullable String unsubscribeLink) {
		return new LetterParts(this.workflowId, this.event, this.notice, this.topic, this.urgency, this.template,
				this.receiver, this.deadline, this.quietHours, this.context, this.attachments, headers,
				unsubscribeLink);
	}

	/** The same as a notification of what an inbox has; null where it has nothing. */
	LetterParts beside(@Nullable String message) {
		return (message != null) ? leavable(Map.of(Posting.INBOX_MESSAGE, message), this.unsubscribeLink) : this;
	}

	public LetterRequest request() {
		return new LetterRequest(this.template, this.receiver.locale(), values(),
				this.attachments.stream()
					.map(Attachment::contentId)
					.filter(Objects::nonNull)
					.collect(Collectors.toSet()));
	}

	private Map<String, @Nullable Object> values() {
		Map<String, @Nullable Object> person = new HashMap<>();
		person.put("first_name", this.receiver.firstName());
		person.put("last_name", this.receiver.lastName());
		person.put("name", this.receiver.name());
		person.put("locale", this.receiver.locale());
		person.put("time_zone", this.receiver.timeZone());
		Map<String, @Nullable Object> values = new HashMap<>();
		values.put("receiver", person);
		values.put("event", Map.of("type", this.event.type(), "id", this.event.id(), "occurred_at",
				this.event.occurredAt().toString()));
		values.put("details", this.event.details());
		values.put("context", this.context);
		values.put(Renderer.UNSUBSCRIBE, this.unsubscribeLink);
		return values;
	}

	public Posting posting(Letter letter, int attempt) {
		StoredReceiver to = this.receiver;
		return new Posting(to.postingId().toString(), this.workflowId, this.event.id(), this.notice, this.topic,
				to.channel(), this.urgency,
				new PostingReceiver(to.userId(), to.address(), to.name(), to.timeZone(), to.locale()), letter.subject(),
				letter.html(), letter.text(), this.headers, this.deadline, this.quietHours, attempt,
				this.attachments.isEmpty() ? null : this.attachments);
	}

	@Override
	public String toString() {
		return "LetterParts[" + this.receiver + "]";
	}

}
