package cinema.orchestrator.letter;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;

import cinema.orchestrator.receiver.Receiver;
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
		return (receiver.email() != null) ? HexFormat.of().formatHex(digest("SHA-256", bytes(receiver.email()))) : "";
	}

	private static UUID version5(String name) {
		ByteBuffer named = ByteBuffer.allocate(16 + bytes(name).length)
			.putLong(NAMESPACE.getMostSignificantBits())
			.putLong(NAMESPACE.getLeastSignificantBits())
			.put(bytes(name));
		ByteBuffer hash = ByteBuffer.wrap(digest("SHA-1", named.array()));
		return new UUID((hash.getLong() & 0xffffffffffff0fffL) | 0x5000L,
				(hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static byte[] digest(String algorithm, byte[] value) {
		try {
			return MessageDigest.getInstance(algorithm).digest(value);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
