package cinema.worker.push;

import java.net.URI;
import java.security.Principal;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import cinema.worker.inbox.Turns;
import cinema.worker.push.PushSubscriptions.Device;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What people do to the browsers that notify them. */
@RestController
class PushController {

	static final String ALL = "/api/v1/inbox/push";

	private final PushSubscriptions subscriptions;

	private final PushProofs proofs;

	private final PushProperties properties;

	private final Turns turns;

	PushController(PushSubscriptions subscriptions, PushProofs proofs, PushProperties properties, Turns turns) {
		this.subscriptions = subscriptions;
		this.proofs = proofs;
		this.properties = properties;
		this.turns = turns;
	}

	@GetMapping(ALL)
	public ResponseEntity<PushDevices> list(Principal principal) {
		this.turns.take(principal.getName());
		List<PushDevice> devices = this.subscriptions.of(principal.getName())
			.stream()
			.map((one) -> PushDevice.of(one, null))
			.toList();
		return answer(new PushDevices(this.properties.isOn() ? this.properties.publicKey() : null, devices));
	}

	@PutMapping(path = ALL, consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<PushDevice> subscribe(Principal principal, @RequestBody PushSubscription wish) {
		this.turns.take(principal.getName());
		if (!this.properties.isOn()) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "Notifications by browsers are off.");
		}
		wish.check(this.properties);
		return answer(this.subscriptions.put(principal.getName(), wish)
			.map((device) -> PushDevice.of(device, this.proofs.ofBrowser(device.id())))
			.orElseThrow(() -> new RefusedException(HttpStatus.CONFLICT, "", "The account was erased.")));
	}

	@DeleteMapping(ALL + "/{id}")
	public ResponseEntity<Void> unsubscribe(Principal principal, @PathVariable UUID id) {
		this.turns.take(principal.getName());
		if (!this.subscriptions.delete(principal.getName(), id)) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such browser.");
		}
		return ResponseEntity.noContent().build();
	}

	private static <T> ResponseEntity<T> answer(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

	/**
	 * What a browser gave when it subscribed.
	 *
	 * @param publicKey what it subscribed with; who leaves it out says that it is ours
	 */
	record PushSubscription(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String endpoint,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String p256dh,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String auth, @Nullable String label,
			@Nullable String publicKey) {

		private static final int LONGEST_LABEL = 100;

		private static final int LONGEST_ENDPOINT = 2000;

		private static final int SECRET = 16;

		void check(PushProperties properties) {
			RefusedException.unless(isAllowed(String.valueOf(this.endpoint), properties), "endpoint",
					"has to be the URL of a push service that is known");
			RefusedException.unless(isPoint(this.p256dh), "p256dh", "has to be a point of P-256 in base64url");
			RefusedException.unless(isSecret(this.auth), "auth", "has to be 16 bytes in base64url");
			RefusedException.unless(
					name().length() <= LONGEST_LABEL && name().chars().noneMatch(Character::isISOControl), "label",
					"has to be " + LONGEST_LABEL + " characters of one line at most");
			if (this.publicKey != null && !this.publicKey.equals(properties.publicKey())) {
				throw new RefusedException(HttpStatus.CONFLICT, "",
						"The key has changed since the browser subscribed; it has to subscribe anew.");
			}
		}

		/** Its label, or an empty text. */
		String name() {
			return (this.label != null) ? this.label.strip() : "";
		}

		private static boolean isAllowed(String endpoint, PushProperties properties) {
			try {
				return endpoint.length() <= LONGEST_ENDPOINT && properties.allows(URI.create(endpoint));
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

		private static boolean isPoint(@Nullable String text) {
			try {
				return text != null && CurvePoints.publicKey(text).getAlgorithm().equals("EC");
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

		private static boolean isSecret(@Nullable String text) {
			try {
				return text != null && Base64.getUrlDecoder().decode(text).length == SECRET;
			}
			catch (IllegalArgumentException ex) {
				return false;
			}
		}

		/** Without endpoint and keys. */
		@Override
		public String toString() {
			return "PushSubscription[" + this.label + "]";
		}

	}

	/** The browsers of a person, and the key to subscribe with; null where it is off. */
	record PushDevices(@Nullable String publicKey, List<PushDevice> items) {
	}

	/**
	 * One browser, without what would let anybody write to it.
	 *
	 * @param proof by which the browser changes its subscription itself; it alone gets it
	 */
	record PushDevice(UUID id, String label, Instant createdAt, Instant usedAt, @Nullable String proof) {

		static PushDevice of(Device device, @Nullable String proof) {
			return new PushDevice(device.id(), device.label(), device.createdAt().toInstant(),
					device.usedAt().toInstant(), proof);
		}

		/** Without what is secret. */
		@Override
		public String toString() {
			return "PushDevice[" + this.id + "]";
		}

	}

}
