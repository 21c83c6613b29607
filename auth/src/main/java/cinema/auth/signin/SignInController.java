package cinema.auth.signin;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.auth.account.UserRepository;
import cinema.auth.factor.FactorCheck;
import cinema.auth.request.Caller;
import cinema.auth.signin.SignInHistory.SignIn;
import cinema.auth.token.Tokens;
import cinema.auth.token.Tokens.TokenPair;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Signs people in by address and password, and tells them and admins who came in. */
@RestController
class SignInController {

	private final SignIns signIns;

	private final FactorCheck factor;

	private final KnownDevices devices;

	private final SignInHistory history;

	private final Tokens tokens;

	private final UserRepository users;

	SignInController(SignIns signIns, FactorCheck factor, KnownDevices devices, SignInHistory history, Tokens tokens,
			UserRepository users) {
		this.signIns = signIns;
		this.factor = factor;
		this.devices = devices;
		this.history = history;
		this.tokens = tokens;
		this.users = users;
	}

	@PostMapping({ "/api/v1/signin", "/api/v1/signin/" })
	SignInAnswer signIn(@Valid @RequestBody SignInRequest request, HttpServletRequest http,
			HttpServletResponse answer) {
		Caller caller = Caller.of(http);
		SignIns.Attempt attempt = this.signIns.check(request.email(), request.password(), request.deviceToken(),
				caller);
		UUID userId = attempt.userId();
		if (userId == null) {
			attempt.turn().require();
			// Which of the two was wrong is nobody's business.
			throw wrong(attempt);
		}
		this.factor.require(userId, request.code());
		SignInAnswer entered = this.signIns.enter(attempt, (user) -> begin(user, request, caller))
			.orElseThrow(() -> wrong(attempt));
		attempt.turn().describe(answer::setHeader);
		return entered;
	}

	private static RefusedException wrong(SignIns.Attempt attempt) {
		return attempt.turn().refusal(HttpStatus.UNAUTHORIZED, "E-mail or password is wrong.");
	}

	private SignInAnswer begin(UUID userId, SignInRequest request, Caller caller) {
		this.history.note(userId, caller, "password");
		return SignInAnswer.of(this.tokens.issue(userId, caller),
				this.devices.remember(userId, request.deviceToken(), caller));
	}

	@GetMapping({ "/api/v1/profile/signins", "/api/v1/profile/signins/" })
	SignInPage own(@AuthenticationPrincipal Jwt token,
			@RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "50") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return page("/api/v1/profile/signins", UUID.fromString(token.getSubject()), pageNumber, pageSize, cursor);
	}

	@GetMapping({ "/api/v1/users/{id}/signins", "/api/v1/users/{id}/signins/" })
	SignInPage anybodys(@PathVariable UUID id, @RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "50") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		RefusedException.unless(this.users.existsById(id), HttpStatus.NOT_FOUND, "id", "There is no such user.");
		return page("/api/v1/users/" + id + "/signins", id, pageNumber, pageSize, cursor);
	}

	private SignInPage page(String path, UUID userId, int pageNumber, int pageSize, @Nullable String cursor) {
		RefusedException.unless(pageSize >= 1 && pageSize <= 500, "page_size", "has to be 1 to 500");
		RefusedException.unless(pageNumber >= 1, "page_number", "has to be 1 or more");
		long skip = (cursor == null) ? (pageNumber - 1L) * pageSize : 0;
		Cursor before = Objects.requireNonNullElse(Cursor.read(cursor), SignInHistory.END);
		List<SignIn> found = this.history.read(userId, before, skip, pageSize + 1);
		boolean more = found.size() > pageSize;
		List<SignIn> items = more ? found.subList(0, pageSize) : found;
		String next = more
				? path + "?page_number=" + (pageNumber + 1L) + "&page_size=" + pageSize + "&cursor="
						+ new Cursor(items.get(pageSize - 1).at(), items.get(pageSize - 1).id().toString()).write()
				: null;
		return new SignInPage(items, pageNumber, pageSize, next);
	}

	record SignInRequest(
			@NotBlank @Size(max = 254) @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
					message = "contains control characters") String email,
			@NotNull @Size(max = 128) String password, @Size(max = 64) @Nullable String code,
			@Size(max = 100) @Nullable String deviceToken) {

		@Override
		public String toString() {
			return "SignInRequest";
		}

	}

	/**
	 * What a sign-in answers.
	 *
	 * @param expiresIn the life of the access token, in seconds
	 * @param deviceToken what the device shows the next time, so that nobody's guesses
	 * hold it up
	 */
	record SignInAnswer(String accessToken, String refreshToken, String tokenType, long expiresIn, String deviceToken) {

		static SignInAnswer of(TokenPair tokens, String deviceToken) {
			return new SignInAnswer(tokens.accessToken(), tokens.refreshToken(), tokens.tokenType(), tokens.expiresIn(),
					deviceToken);
		}

		@Override
		public String toString() {
			return "SignInAnswer";
		}

	}

	/**
	 * Sign-ins, the newest first.
	 *
	 * @param next the path of the next page, or null at the end
	 */
	record SignInPage(List<SignIn> items, int pageNumber, int pageSize, @Nullable String next) {
	}

}
