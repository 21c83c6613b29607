package cinema.worker.push;

import java.util.UUID;

import cinema.platform.problem.RefusedException;
import cinema.worker.inbox.Turns;
import cinema.worker.push.PushController.PushSubscription;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What browsers say of themselves, with nobody there who could sign in. */
@RestController
class PushBrowserController {

	private final PushSubscriptions subscriptions;

	private final PushClicks clicks;

	private final PushProofs proofs;

	private final PushProperties properties;

	private final Turns turns;

	PushBrowserController(PushSubscriptions subscriptions, PushClicks clicks, PushProofs proofs,
			PushProperties properties, Turns turns) {
		this.subscriptions = subscriptions;
		this.clicks = clicks;
		this.proofs = proofs;
		this.properties = properties;
		this.turns = turns;
	}

	@PostMapping(path = PushController.ALL + "/seen", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<Void> see(@RequestBody PushProof said) {
		UUID posting = this.proofs.clicked(said.text()).orElseThrow(PushBrowserController::wrong);
		this.turns.take("click " + posting);
		this.clicks.note(posting);
		return ResponseEntity.noContent().build();
	}

	@PostMapping(path = PushController.ALL + "/{id}/left", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<Void> leave(@PathVariable UUID id, @RequestBody PushProof said) {
		check(id, said.text());
		this.subscriptions.leave(id);
		return ResponseEntity.noContent().build();
	}

	@PostMapping(path = PushController.ALL + "/{id}/moved", consumes = MediaType.APPLICATION_JSON_VALUE)
	public ResponseEntity<Void> move(@PathVariable UUID id, @RequestBody PushMove move) {
		check(id, String.valueOf(move.proof()));
		PushSubscription now = move.subscription();
		now.check(this.properties);
		if (!this.subscriptions.move(id, now)) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such browser.");
		}
		return ResponseEntity.noContent().build();
	}

	private void check(UUID id, String proof) {
		if (!this.proofs.isOf(id, proof)) {
			throw wrong();
		}
		this.turns.take("browser " + id);
	}

	private static RefusedException wrong() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "proof", "has to be what we gave, and not too long ago");
	}

	/** What we gave to the browser, or with the message. */
	record PushProof(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String proof) {

		String text() {
			return String.valueOf(this.proof);
		}

		/** Without what is secret. */
		@Override
		public String toString() {
			return "PushProof[]";
		}

	}

	/** Where a browser is reached from now on. */
	record PushMove(@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String proof,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String endpoint,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String p256dh,
			@Schema(requiredMode = Schema.RequiredMode.REQUIRED) @Nullable String auth, @Nullable String publicKey) {

		PushSubscription subscription() {
			return new PushSubscription(this.endpoint, this.p256dh, this.auth, null, this.publicKey);
		}

		/** Without what is secret. */
		@Override
		public String toString() {
			return "PushMove[]";
		}

	}

}
