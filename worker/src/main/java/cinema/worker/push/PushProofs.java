package cinema.worker.push;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import cinema.workflows.contract.Posting;

import org.springframework.stereotype.Component;

/**
 * What a service worker shows, which has no token of its person: words of ours that are
 * signed, by a key that comes from the private one, and kept nowhere.
 */
@Component
class PushProofs {

	/** A notification is clicked long after it came, and then tells no step any more. */
	private static final Duration LATEST = Duration.ofDays(7);

	private static final int LENGTH = 16;

	private final PushProperties properties;

	private final Clock clock;

	PushProofs(PushProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	/** That somebody has this notification before them; good for some days. */
	String ofClick(Posting posting) {
		String said = posting.id() + "." + posting.deadline().plus(LATEST).getEpochSecond();
		return said + "." + mac("click " + said);
	}

	/** Which posting was clicked; nothing where we have not said so, or too long ago. */
	Optional<UUID> clicked(String proof) {
		String[] parts = proof.split("\\.", -1);
		if (parts.length != 3 || !isRight("click " + parts[0] + "." + parts[1], parts[2])) {
			return Optional.empty();
		}
		boolean late = this.clock.instant().isAfter(Instant.ofEpochSecond(Long.parseLong(parts[1])));
		return late ? Optional.empty() : Optional.of(UUID.fromString(parts[0]));
	}

	/**
	 * That this is the browser which subscribed; good for as long as it does so for the
	 * same person.
	 */
	String ofBrowser(UUID id) {
		return mac("browser " + id);
	}

	boolean isOf(UUID id, String proof) {
		return isRight("browser " + id, proof);
	}

	private boolean isRight(String said, String proof) {
		return this.properties.isOn() && MessageDigest.isEqual(mac(said).getBytes(StandardCharsets.US_ASCII),
				proof.getBytes(StandardCharsets.UTF_8));
	}

	private String mac(String said) {
		byte[] key = mac(this.properties.privateKey().getBytes(StandardCharsets.US_ASCII), "what browsers show");
		return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac(key, said), LENGTH));
	}

	private static byte[] mac(byte[] key, String said) {
		try {
			Mac mac = Mac.getInstance("HmacSHA256");
			mac.init(new SecretKeySpec(key, "HmacSHA256"));
			return mac.doFinal(said.getBytes(StandardCharsets.UTF_8));
		}
		catch (GeneralSecurityException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
