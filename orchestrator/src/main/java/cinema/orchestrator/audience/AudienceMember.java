package cinema.orchestrator.audience;

import java.util.List;
import java.util.UUID;

import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A user as a mailing sees him.
 *
 * @param postingId always the same for the same receiver of the same mailing
 * @param channel the first one that reaches him, else the first one of all
 * @param address where it reaches him, or an empty text
 * @param refusal why he is not told, or null
 */
record AudienceMember(UUID postingId, Receiver receiver, Channel channel, String address, @Nullable String refusal) {

	static AudienceMember of(Mailing mailing, Receiver receiver, JsonNode user) {
		Channel channel = mailing.channels()
			.stream()
			.filter((one) -> address(one, receiver, user) != null && wants(mailing, receiver, one))
			.findFirst()
			.orElse(mailing.channels().get(0));
		UUID id = UUID.fromString(PostingIds.of(mailing.event(), mailing.notice(), receiver, channel));
		String address = address(channel, receiver, user);
		return new AudienceMember(id, receiver, channel, (address != null) ? address : "",
				(address != null) ? refusal(mailing, receiver, user, channel) : "no address");
	}

	private static @Nullable String address(Channel channel, Receiver receiver, JsonNode user) {
		return switch (channel) {
			case EMAIL -> receiver.email();
			case SMS -> user.path("phone").asString(null);
			case WEB -> receiver.userId();
		};
	}

	private static boolean wants(Mailing mailing, Receiver receiver, Channel channel) {
		return mailing.required() || receiver.wants(mailing.topic(), channel);
	}

	private static @Nullable String refusal(Mailing mailing, Receiver receiver, JsonNode user, Channel channel) {
		if (channel != Channel.EMAIL) {
			String unwanted = wants(mailing, receiver, channel) ? null : "opted out of " + mailing.topic();
			return receiver.active() ? unwanted : "inactive user";
		}
		String reason = receiver.whyNotTold(mailing.required(), mailing.topic(), List.of(channel));
		boolean unconfirmed = !user.path("email_confirmed").asBoolean(true);
		return (reason == null && unconfirmed) ? "unconfirmed address" : reason;
	}

	/** With everything that his letter needs. */
	StoredReceiver stored(int group) {
		return new StoredReceiver(group, this.postingId, this.receiver.userId(), this.channel, this.address,
				this.receiver.firstName(), this.receiver.lastName(), this.receiver.timeZone().getId(),
				this.receiver.locale());
	}

}
