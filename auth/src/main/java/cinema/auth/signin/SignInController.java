package cinema.auth.signin;

import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.token.TokenPair;
import cinema.auth.token.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Signs people in by address and password. */
@RestController
class SignInController {

	private final SignIns signIns;

	private final SignInHistory history;

	private final Tokens tokens;

	SignInController(SignIns signIns, SignInHistory history, Tokens tokens) {
		this.signIns = signIns;
		this.history = history;
		this.tokens = tokens;
	}

	@PostMapping({ "/api/v1/signin", "/api/v1/signin/" })
	TokenPair signIn(@Valid @RequestBody SignInRequest request, HttpServletRequest http) {
		Caller caller = Caller.of(http);
		SignIns.Attempt attempt = this.signIns.check(request.email(), request.password(), caller);
		if (attempt instanceof SignIns.Attempt.Right right) {
			return enter(right.userId(), caller);
		}
		if (attempt instanceof SignIns.Attempt.Wait wait) {
			wait.turn().require();
		}
		// Which of the two was wrong is nobody's business.
		throw ((SignIns.Attempt.Wrong) attempt).turn().refusal(HttpStatus.UNAUTHORIZED, "E-mail or password is wrong.");
	}

	private TokenPair enter(UUID userId, Caller caller) {
		this.history.note(userId, caller, "password");
		return this.tokens.issue(userId, caller);
	}

}
