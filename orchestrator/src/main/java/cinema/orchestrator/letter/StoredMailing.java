package cinema.orchestrator.letter;

import java.time.Instant;
import java.util.Map;

import cinema.orchestrator.attachment.Attachments;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

/** A mailing that has begun, with what its letters are made of. */
public record StoredMailing(Mailing mailing, Map<String, @Nullable Object> context) {

	public LetterParts letter(String pageId, Instant deadline, StoredReceiver to) {
		return new LetterParts(pageId, this.mailing.event(), this.mailing.notice(), this.mailing.topic(),
				this.mailing.urgency(), to.channel() + "/" + this.mailing.template(), to, deadline,
				(to.night() != null) ? to.night() : this.mailing.quietHours(), this.context,
				Attachments.ofReceiver(this.mailing.attachments(), to.userId()));
	}

}
