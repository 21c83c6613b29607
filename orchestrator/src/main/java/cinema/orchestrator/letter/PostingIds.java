package cinema.orchestrator.letter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

import cinema.orchestrator.receiver.Receiver;
import cinema.platform.seal.Hashes;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Event;

/**
 * The ids of postings: version 5 UUIDs (RFC 9562, 5.5), so that the same posting has the
 * same id for ever.
 */
public final class PostingIds {

	private static final UUID NAMESPACE = UUID.fromString("6b1f4c1e-3a57-5d0c-9a41-0f6f1c0d7e11");

	private PostingIds() {
	}

	public static String of(Event event, String notice, Receiver receiver, Channel channel) {
		String name = String.join("|", event.type(), event.id(), notice, who(receiver), channel.toString());
		return version5(name).toString();
	}

	/** Ids carry no personal data, not even for whoever may look them up in the queue. */
	public static String who(Receiver receiver) {
		if (receiver.userId() != null) {
			return receiver.userId();
		}
		return (receiver.email() != null) ? Hashes.sha256(receiver.email()) : "";
	}

	private static UUID version5(String name) {
		ByteBuffer space = ByteBuffer.allocate(16)
			.putLong(NAMESPACE.getMostSignificantBits())
			.putLong(NAMESPACE.getLeastSignificantBits());
		ByteBuffer hash = ByteBuffer.wrap(Hashes.of("SHA-1", space.array(), name.getBytes(StandardCharsets.UTF_8)));
		return new UUID((hash.getLong() & 0xffffffffffff0fffL) | 0x5000L,
				(hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
	}

}
