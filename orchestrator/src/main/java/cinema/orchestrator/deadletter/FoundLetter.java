package cinema.orchestrator.deadletter;

import java.time.Instant;
import java.util.HexFormat;

import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.platform.seal.Hashes;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dead letter as a broker hands it out.
 *
 * @param place where it was found, which no other has; null when only its bytes tell it
 * from others
 * @param again whether it may have been taken already
 */
record FoundLetter(@Nullable String place, boolean again, Source source, String origin, String reason,
		@Nullable String detail, Instant diedAt, int size, boolean whole, DeadContent content) {

	/** What others wrote is cut to what can be kept and looked for. */
	FoundLetter {
		origin = line(origin, 250);
		reason = line(reason, 100);
		detail = (detail != null) ? line(detail, 500) : null;
	}

	private static String line(String text, int most) {
		return text.substring(0, Math.min(text.length(), most)).replaceAll("[^ -~]", "?");
	}

	/** The same for the same bytes, headers and reason. */
	String fingerprint() {
		return HexFormat.of()
			.formatHex(Hashes.of("SHA-256", JsonMapper.shared().writeValueAsBytes(this.content),
					JsonMapper.shared().writeValueAsBytes(this.reason + this.detail)));
	}

}
