package cinema.auth.confirmation;

import cinema.auth.link.LinkTargets;
import cinema.auth.page.Accepted;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.parameter.ForeignParameters;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Takes the code of the letter from programs; people have the page. */
@RestController
class ConfirmationController {

	private final Confirmations confirmations;

	private final LinkTargets targets;

	private final Throttle throttle;

	ConfirmationController(Confirmations confirmations, LinkTargets targets, Throttle throttle) {
		this.confirmations = confirmations;
		this.targets = targets;
		this.throttle = throttle;
	}

	/** Whether the address of a code is confirmed yet; changes nothing. */
	@ForeignParameters
	@GetMapping({ "/api/v1/confirm-email", "/api/v1/confirm-email/" })
	ResponseEntity<Confirmed> read(@RequestParam String code,
			@RequestParam(name = "back_url", required = false) @Nullable String backUrl, HttpServletRequest http) {
		ConfirmPageController.requireAllowed(this.targets, backUrl);
		if (Accepted.page(http)) {
			return ResponseEntity.status(HttpStatus.FOUND)
				.header(HttpHeaders.LOCATION, "/confirm-email?" + http.getQueryString())
				.cacheControl(CacheControl.noStore())
				.build();
		}
		return this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.find(code))
			.map((one) -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Confirmed(one.isDone())))
			.orElseThrow(ConfirmationController::wrong);
	}

	@PostMapping({ "/api/v1/confirm-email/confirm", "/api/v1/confirm-email/confirm/" })
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void confirm(@Valid @RequestBody Confirmation request, HttpServletRequest http) {
		if (this.throttle.guess(Caller.of(http).network(), () -> this.confirmations.confirm(request.code()))
			.isEmpty()) {
			throw wrong();
		}
	}

	private static RefusedException wrong() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "code", "is wrong or too old");
	}

	/** The code of a letter. */
	record Confirmation(
			@NotBlank(message = "is missing") @Size(max = 200, message = "has more than 200 characters") String code) {

		/** Without the code. */
		@Override
		public String toString() {
			return "Confirmation";
		}

	}

	record Confirmed(boolean confirmed) {
	}

}
