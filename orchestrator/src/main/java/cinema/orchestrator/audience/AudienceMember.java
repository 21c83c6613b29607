package cinema.orchestrator.audience;

import java.util.List;
import java.util.UUID;

import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.suppression.Suppressed;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.Waking;
import org.jspecify.annotations.Nullable;

/**
 * A user as a mailing sees him.
 *
 * @param postingId always the same for the same receiver of the same mailing
 * @param channel the first one that reaches him, else the first one of all
 * @param refusal why he is not told, or null
 * @param waking when he may be told
 */
record AudienceMember(UUID postingId, Receiver receiver, Channel channel, @Nullable String refusal, Waking waking) {

	static AudienceMember of(Mailing mailing, Terms terms, Receiver receiver, Suppressed suppressed) {
		Channel channel = suppressed.channels(receiver, terms, mailing.urgency(), mailing.channels()).get(0);
		UUID id = UUID.fromString(PostingIds.of(mailing.event(), mailing.notice(), receiver, channel));
		String refusal = refusal(terms, receiver, channel);
		return new AudienceMember(id, receiver, channel,
				(refusal != null) ? refusal : suppressed.why(receiver, channel, terms.required(), mailing.urgency()),
				Waking.of(mailing.quietHours(), receiver.delivery(), terms.required()));
	}

	private static @Nullable String refusal(Terms terms, Receiver receiver, Channel channel) {
		return (receiver.address(channel) == null) ? "no address" : receiver.whyNotTold(terms, List.of(channel));
	}

	/** With everything that his letter needs. */
	StoredReceiver stored(int group, @Nullable String held) {
		return StoredReceiver.of(group, this.postingId, this.receiver, this.channel, this.receiver.timeZone().getId())
			.wishing(this.waking.own() ? this.waking.night() : null, held);
	}

}
