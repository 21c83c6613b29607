package cinema.auth.token;

import java.util.UUID;

import cinema.auth.token.Tokens.TokenPair;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Renews tokens and signs devices out. */
@RestController
class TokenController {

	private final Tokens tokens;

	private final RefreshTokens refreshTokens;

	private final Families families;

	TokenController(Tokens tokens, RefreshTokens refreshTokens, Families families) {
		this.tokens = tokens;
		this.refreshTokens = refreshTokens;
		this.families = families;
	}

	@PostMapping({ "/api/v1/refresh", "/api/v1/refresh/" })
	TokenPair refresh(@Valid @RequestBody RefreshRequest request) {
		return this.tokens.renew(request.refreshToken())
			.orElseThrow(() -> new RefusedException(HttpStatus.UNAUTHORIZED, "refresh_token",
					"is unknown, too old, or was used before"));
	}

	@PostMapping({ "/api/v1/signout", "/api/v1/signout/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void signOut(@AuthenticationPrincipal Jwt token,
			@Valid @RequestBody(required = false) @Nullable SignOutRequest request) {
		UUID userId = UUID.fromString(token.getSubject());
		if (request != null && Boolean.TRUE.equals(request.allDevices())) {
			this.families.endAll(userId, "signed out");
			return;
		}
		String refreshToken = (request != null) ? request.refreshToken() : null;
		String current = token.getClaimAsString("sid");
		UUID family = (refreshToken != null) ? this.refreshTokens.familyOf(refreshToken, userId).orElse(null)
				: (current != null) ? UUID.fromString(current) : null;
		if (family == null) {
			throw new RefusedException("refresh_token", "is none of yours");
		}
		this.families.end(family, "signed out");
	}

	record RefreshRequest(@NotBlank @Size(max = 200) String refreshToken) {

		@Override
		public String toString() {
			return "RefreshRequest";
		}

	}

	/**
	 * What is to end.
	 *
	 * @param allDevices whether every device is signed out, and not only this one
	 * @param refreshToken a token of the device; without one it is the device of the
	 * access token
	 */
	record SignOutRequest(@Nullable Boolean allDevices, @Size(max = 200) @Nullable String refreshToken) {

		@Override
		public String toString() {
			return "SignOutRequest";
		}

	}

}
