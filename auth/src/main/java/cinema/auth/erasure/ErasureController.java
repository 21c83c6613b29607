package cinema.auth.erasure;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

import cinema.auth.account.Accounts;
import cinema.auth.account.Accounts.Profile;
import cinema.auth.delivery.Delivery;
import cinema.auth.preference.Preferences;
import cinema.auth.account.StepUp;
import cinema.auth.account.StepUp.Proof;
import cinema.auth.account.User;
import cinema.auth.role.Roles;
import cinema.auth.social.SocialAccounts;
import cinema.auth.social.SocialAccounts.SocialAccount;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people take their data along, and have it erased. */
@RestController
class ErasureController {

	/** Of the orchestrator, which knows them by the same token. */
	private static final String NOTIFICATIONS = "/api/v1/profile/notifications";

	private final Accounts accounts;

	private final Preferences preferences;

	private final Roles roles;

	private final SocialAccounts socialAccounts;

	private final StepUp stepUp;

	private final Erasure erasure;

	private final JdbcClient jdbc;

	private final Clock clock;

	ErasureController(Accounts accounts, Preferences preferences, Roles roles, SocialAccounts socialAccounts,
			StepUp stepUp, Erasure erasure, JdbcClient jdbc, Clock clock) {
		this.accounts = accounts;
		this.preferences = preferences;
		this.roles = roles;
		this.socialAccounts = socialAccounts;
		this.stepUp = stepUp;
		this.erasure = erasure;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@PostMapping({ "/api/v1/profile/export", "/api/v1/profile/export/" })
	Export export(@AuthenticationPrincipal Jwt token, @Valid @RequestBody(required = false) @Nullable Proof proof) {
		User user = this.accounts.find(UUID.fromString(token.getSubject()));
		this.stepUp.require(user, token, (proof != null) ? proof.currentPassword() : null, "current_password");
		this.accounts.tell("user_exported_data", user.id(), Map.of());
		return export(user);
	}

	private Export export(User user) {
		UUID id = user.id();
		return new Export(this.clock.instant(), Profile.of(user), this.preferences.of(id),
				this.preferences.deliveryOf(id), this.preferences.changes(id), this.roles.grantsOf(id).roles(),
				this.socialAccounts.of(id),
				this.jdbc
					.sql("select created_at as since, address, device from families where user_id = ? order by since")
					.param(id)
					.query(Export.Device.class)
					.list(),
				this.jdbc.sql("select at, address, device, way from signins where user_id = ? order by at")
					.param(id)
					.query(Export.SignedIn.class)
					.list(),
				NOTIFICATIONS);
	}

	@DeleteMapping({ "/api/v1/profile", "/api/v1/profile/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void erase(@AuthenticationPrincipal Jwt token,
			@Valid @RequestBody(required = false) @Nullable ErasureRequest request) {
		User user = this.accounts.find(UUID.fromString(token.getSubject()));
		this.stepUp.require(user, token, (request != null) ? request.password() : null, "password");
		this.erasure.erase(user.id());
	}

	/**
	 * Proof that it is the user who wants to be erased.
	 *
	 * @param password needed by everybody who has one
	 */
	record ErasureRequest(@Size(max = 128) @Nullable String password) {

		@Override
		public String toString() {
			return "ErasureRequest";
		}

	}

	/**
	 * All that is known of a person.
	 *
	 * @param delivery when the person wants to be told
	 * @param preferenceChanges when and how the person said what they want to hear of
	 * @param devices where the person is signed in
	 * @param notificationsAt where the notification service tells what it knows of their
	 * letters
	 */
	record Export(Instant exportedAt, Profile profile, Map<String, Map<String, Boolean>> preferences, Delivery delivery,
			List<Preferences.Changed> preferenceChanges, Set<String> roles, List<SocialAccount> socialAccounts,
			List<Device> devices, List<SignedIn> signIns, String notificationsAt) {

		record Device(Instant since, String address, String device) {
		}

		record SignedIn(Instant at, String address, String device, String way) {
		}

	}

}
