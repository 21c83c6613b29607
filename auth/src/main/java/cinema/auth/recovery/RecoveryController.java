package cinema.auth.recovery;

import cinema.auth.account.Passwords;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends letters to whoever asks; answers the same to everybody, also when there were too
 * many.
 */
@RestController
class RecoveryController {

	private final LetterRequests requests;

	private final PasswordResets resets;

	private final Passwords passwords;

	private final Throttle throttle;

	RecoveryController(LetterRequests requests, PasswordResets resets, Passwords passwords, Throttle throttle) {
		this.requests = requests;
		this.resets = resets;
		this.passwords = passwords;
		this.throttle = throttle;
	}

	@PostMapping({ "/api/v1/password-reset", "/api/v1/password-reset/" })
	@ResponseStatus(HttpStatus.ACCEPTED)
	void requestReset(@Valid @RequestBody LetterRequest request, HttpServletRequest http, HttpServletResponse answer) {
		note(LetterRequests.RESET, request, http, answer);
	}

	@PostMapping({ "/api/v1/confirm-email", "/api/v1/confirm-email/" })
	@ResponseStatus(HttpStatus.ACCEPTED)
	void requestConfirmation(@Valid @RequestBody LetterRequest request, HttpServletRequest http,
			HttpServletResponse answer) {
		note(LetterRequests.CONFIRM, request, http, answer);
	}

	private void note(String kind, LetterRequest request, HttpServletRequest http, HttpServletResponse answer) {
		this.requests.ask(kind, request.email(), Caller.of(http)).describe(answer::setHeader);
	}

	@PostMapping({ "/api/v1/password-reset/confirm", "/api/v1/password-reset/confirm/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void reset(@Valid @RequestBody NewPassword request, HttpServletRequest http) {
		String address = Caller.of(http).network();
		this.throttle.take(Limit.GUESS_ADDRESS, address).require();
		// A wrong code is not worth the slow hash.
		boolean done = this.resets.find(request.code()).isPresent()
				&& this.resets.reset(request.code(), this.passwords.encode(request.password()));
		RefusedException.unless(done, "code", "is wrong, too old or used");
		this.throttle.giveBack(Limit.GUESS_ADDRESS, address);
	}

}
