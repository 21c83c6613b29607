package cinema.orchestrator.plan;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

import cinema.workflows.contract.Channel;
import cinema.workflows.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The ids of postings: version 5 UUIDs (RFC 9562, 5.5), so that the same posting has the
 * same id for ever.
 */
final class PostingIds {

	private static final UUID NAMESPACE = UUID.fromString("6b1f4c1e-3a57-5d0c-9a41-0f6f1c0d7e11");

	private PostingIds() {
	}

	static String of(Event event, String notice, @Nullable String userId, Channel channel) {
		String name = String.join("|", event.type(), event.id(), notice, (userId != null) ? userId : "",
				channel.toString());
		return version5(name).toString();
	}

	private static UUID version5(String name) {
		try {
			MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
			sha1.update(ByteBuffer.allocate(16)
				.putLong(NAMESPACE.getMostSignificantBits())
				.putLong(NAMESPACE.getLeastSignificantBits())
				.array());
			ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.getBytes(StandardCharsets.UTF_8)));
			return new UUID((hash.getLong() & 0xffffffffffff0fffL) | 0x5000L,
					(hash.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L);
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
