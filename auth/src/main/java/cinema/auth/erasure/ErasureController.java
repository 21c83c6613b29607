package cinema.auth.erasure;

import java.time.Clock;
import java.util.UUID;

import cinema.auth.account.PasswordProof;
import cinema.auth.account.Profile;
import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.preference.Preferences;
import cinema.auth.role.Roles;
import cinema.auth.social.SocialAccounts;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lets people take their data along, and have it erased. */
@RestController
class ErasureController {

	private final UserRepository users;

	private final Preferences preferences;

	private final Roles roles;

	private final SocialAccounts socialAccounts;

	private final PasswordProof proof;

	private final Erasure erasure;

	private final JdbcClient jdbc;

	private final Clock clock;

	ErasureController(UserRepository users, Preferences preferences, Roles roles, SocialAccounts socialAccounts,
			PasswordProof proof, Erasure erasure, JdbcClient jdbc, Clock clock) {
		this.users = users;
		this.preferences = preferences;
		this.roles = roles;
		this.socialAccounts = socialAccounts;
		this.proof = proof;
		this.erasure = erasure;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	@GetMapping({ "/api/v1/profile/export", "/api/v1/profile/export/" })
	Export export(@AuthenticationPrincipal Jwt token) {
		User user = user(token);
		UUID id = user.id();
		return new Export(this.clock.instant(), Profile.of(user), this.preferences.of(id),
				this.roles.grantsOf(id).roles(), this.socialAccounts.of(id),
				this.jdbc.sql("select created_at, address, device from families where user_id = ? order by created_at")
					.param(id)
					.query((row, number) -> new Export.Device(row.getTimestamp("created_at").toInstant(),
							row.getString("address"), row.getString("device")))
					.list(),
				this.jdbc.sql("select at, address, device, way from signins where user_id = ? order by at")
					.param(id)
					.query((row, number) -> new Export.SignedIn(row.getTimestamp("at").toInstant(),
							row.getString("address"), row.getString("device"), row.getString("way")))
					.list());
	}

	@DeleteMapping({ "/api/v1/profile", "/api/v1/profile/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void erase(@AuthenticationPrincipal Jwt token,
			@Valid @RequestBody(required = false) @Nullable ErasureRequest request) {
		User user = user(token);
		String password = (request != null) ? request.password() : null;
		this.proof.require(user, password, "password");
		this.erasure.erase(user.id());
	}

	private User user(Jwt token) {
		return this.users.findById(UUID.fromString(token.getSubject()))
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "", "The user is gone."));
	}

}
