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

	private static final String ALL = "/api/v1/inbox/push";

	private static final int LONGEST_LABEL = 100;

	private static final int LONGEST_ENDPOINT = 2000;

	private static final int SECRET = 16;

	private final PushSubscriptions subscriptions;

	private final PushProperties properties;

	private final Turns turns;

	PushController(PushSubscriptions subscriptions, PushProperties properties, Turns turns) {
		this.subscriptions = subscriptions;
		this.properties = properties;
		this.turns = turns;
	}

	@GetMapping(ALL)
	public ResponseEntity<PushDevices> list(Principal principal) {
		this.turns.take(principal.getName());
		List<PushDevice> devices = this.subscriptions.of(principal.getName()).stream().map(PushDevice::of).toList();
		return answer(new PushDevices(this.properties.isOn() ? this.properties.publicKey() : null, devices));
	}

	@PutMapping(path = ALL, consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<PushDevice> subscribe(Principal principal, @RequestBody PushSubscription wish) {
		this.turns.take(principal.getName());
		if (!this.properties.isOn()) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "Notifications by browsers are off.");
		}
		String endpoint = String.valueOf(wish.endpoint());
		RefusedException.unless(isAllowed(endpoint), "endpoint", "has to be the URL of a push service that is known");
		RefusedException.unless(isPoint(wish.p256dh()), "p256dh", "has to be a point of P-256 in base64url");
		RefusedException.unless(isSecret(wish.auth()), "auth", "has to be 16 bytes in base64url");
		String label = (wish.label() != null) ? wish.label().strip() : "";
		RefusedException.unless(label.length() <= LONGEST_LABEL && label.chars().noneMatch(Character::isISOControl),
				"label", "has to be " + LONGEST_LABEL + " characters of one line at most");
		return answer(this.subscriptions
			.put(principal.getName(), endpoint, String.valueOf(wish.p256dh()), String.valueOf(wish.auth()), label)
			.map(PushDevice::of)
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

	private boolean isAllowed(String endpoint) {
		try {
			return endpoint.length() <= LONGEST_ENDPOINT && this.properties.allows(URI.create(endpoint));
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

	private static <T> ResponseEntity<T> answer(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

	/** What a browser gave when it subscribed. */
	record PushSubscription(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String endpoint,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String p256dh,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String auth, @Nullable String label) {

		/** Without endpoint and keys. */
		@Override
		public String toString() {
			return "PushSubscription[" + this.label + "]";
		}

	}

	/** The browsers of a person, and the key to subscribe with; null where it is off. */
	record PushDevices(@Nullable String publicKey, List<PushDevice> items) {
	}

	/** One browser, without what would let anybody write to it. */
	record PushDevice(String id, String label, Instant createdAt, Instant usedAt) {

		static PushDevice of(Device device) {
			return new PushDevice(device.id().toString(), device.label(), device.createdAt().toInstant(),
					device.usedAt().toInstant());
		}

	}

}
