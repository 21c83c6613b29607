package cinema.auth.factor;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.account.Accounts;
import cinema.auth.account.StepUp;
import cinema.auth.account.User;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.bouncycastle.util.encoders.Base32;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Sets a second factor up, and takes it away. */
@RestController
class FactorController {

	private static final String ONE = "/api/v1/profile/second-factor";

	private static final String REMOVED = "user_removed_second_factor";

	private final SecondFactors factors;

	private final FactorCheck check;

	private final Authenticator authenticator;

	private final FactorProperties properties;

	private final Accounts accounts;

	private final StepUp stepUp;

	private final Throttle throttle;

	FactorController(SecondFactors factors, FactorCheck check, Authenticator authenticator, FactorProperties properties,
			Accounts accounts, StepUp stepUp, Throttle throttle) {
		this.factors = factors;
		this.check = check;
		this.authenticator = authenticator;
		this.properties = properties;
		this.accounts = accounts;
		this.stepUp = stepUp;
		this.throttle = throttle;
	}

	@GetMapping({ ONE, ONE + "/" })
	FactorState read(@AuthenticationPrincipal Jwt token) {
		UUID id = UUID.fromString(token.getSubject());
		return new FactorState(this.factors.isOn(id), this.factors.recoveryCodes(id));
	}

	/** Whoever has not proven the address could lock its owner out. */
	@PostMapping({ ONE, ONE + "/" })
	ResponseEntity<FactorSecret> begin(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PasswordProof proof) {
		User user = this.accounts.find(UUID.fromString(token.getSubject()));
		RefusedException.unless(this.authenticator.isReady(), HttpStatus.CONFLICT, "",
				"A second factor is not to be had here.");
		RefusedException.unless(user.password() != null && user.isEmailConfirmed(), HttpStatus.CONFLICT, "",
				"It takes a password and a confirmed address to set a second factor up.");
		RefusedException.unless(!this.factors.isOn(user.id()), HttpStatus.CONFLICT, "",
				"There is a second factor; take it away first.");
		this.stepUp.require(user, token, proof.currentPassword(), "current_password");
		byte[] secret = this.authenticator.createSecret();
		this.factors.begin(user.id(), secret);
		String text = Base32.toBase32String(secret);
		return unkept(new FactorSecret(text, uri(user, text)));
	}

	/** As authenticators read it from a QR code. */
	private String uri(User user, String secret) {
		String issuer = encode(this.properties.issuer());
		return "otpauth://totp/" + issuer + ":" + encode(user.email()) + "?secret=" + secret + "&issuer=" + issuer;
	}

	private static String encode(String text) {
		return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
	}

	@PostMapping({ ONE + "/confirm", ONE + "/confirm/" })
	ResponseEntity<RecoveryCodes> confirm(@AuthenticationPrincipal Jwt token, @Valid @RequestBody FactorCode request) {
		UUID id = UUID.fromString(token.getSubject());
		Turn turn = this.throttle.take(Limit.FACTOR_ACCOUNT, id.toString());
		turn.require();
		List<String> codes = this.factors.confirm(id, request.code(), family(token))
			.orElseThrow(() -> new RefusedException("code", "is wrong"));
		this.throttle.forgive(Limit.FACTOR_ACCOUNT, id.toString());
		this.accounts.tell("user_added_second_factor", id, Map.of());
		return unkept(new RecoveryCodes(codes));
	}

	private static @Nullable UUID family(Jwt token) {
		String family = token.getClaimAsString("sid");
		return (family != null) ? UUID.fromString(family) : null;
	}

	/** By somebody who has the password and the codes. */
	@PostMapping({ ONE + "/remove", ONE + "/remove/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@AuthenticationPrincipal Jwt token, @Valid @RequestBody FactorProof proof) {
		User user = this.accounts.find(UUID.fromString(token.getSubject()));
		RefusedException.unless(this.factors.isOn(user.id()), HttpStatus.CONFLICT, "", "There is no second factor.");
		this.stepUp.require(user, token, proof.currentPassword(), "current_password");
		this.check.refuse(user.id(), proof.code()).ifPresent((turn) -> {
			turn.require();
			throw new RefusedException("code", "is wrong or used");
		});
		this.factors.remove(user.id());
		this.accounts.tell(REMOVED, user.id(), Map.of());
	}

	/** For somebody who has lost both the authenticator and the recovery codes. */
	@DeleteMapping({ "/api/v1/users/{id}/second-factor", "/api/v1/users/{id}/second-factor/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void removeFor(@PathVariable UUID id) {
		RefusedException.unless(this.factors.remove(id), HttpStatus.NOT_FOUND, "id",
				"There is no such user, or no second factor.");
		this.accounts.tell(REMOVED, id, Map.of());
	}

	private static <T> ResponseEntity<T> unkept(T body) {
		return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
	}

	/**
	 * Whether a sign-in needs a code.
	 *
	 * @param recoveryCodes how many are left
	 */
	record FactorState(boolean on, int recoveryCodes) {
	}

	record PasswordProof(@Size(max = 128) @Nullable String currentPassword) {

		@Override
		public String toString() {
			return "PasswordProof";
		}

	}

	/** What the authenticator is told. */
	record FactorSecret(String secret, String uri) {

		@Override
		public String toString() {
			return "FactorSecret";
		}

	}

	/** What the authenticator shows. */
	record FactorCode(@NotBlank @Size(max = 64) String code) {

		@Override
		public String toString() {
			return "FactorCode";
		}

	}

	/** Both factors again. */
	record FactorProof(@Size(max = 128) @Nullable String currentPassword, @NotBlank @Size(max = 64) String code) {

		@Override
		public String toString() {
			return "FactorProof";
		}

	}

	/** Each good once, in place of a code; they are told this once. */
	record RecoveryCodes(List<String> recoveryCodes) {

		@Override
		public String toString() {
			return "RecoveryCodes";
		}

	}

}
