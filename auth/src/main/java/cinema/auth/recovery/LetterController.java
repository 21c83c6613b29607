package cinema.auth.recovery;

import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * Sends letters to whoever asks, over REST and by a page; answers the same to everybody,
 * also when there were too many.
 */
@RestController
class LetterController {

	private static final String PATH = "/{page:password-reset|confirm-email}/letter";

	private final LetterRequests requests;

	private final Validator validator;

	private final Pages pages;

	LetterController(LetterRequests requests, Validator validator, Pages pages) {
		this.requests = requests;
		this.validator = validator;
		this.pages = pages;
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

	@Hidden
	@GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@PathVariable String page, HttpServletRequest http) {
		return form(page, http).answer(HttpStatus.OK);
	}

	@Hidden
	@PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> ask(@PathVariable String page, @RequestParam(defaultValue = "") String email,
			HttpServletRequest http) {
		if (!this.validator.validateValue(LetterRequest.class, "email", email.strip()).isEmpty()) {
			return form(page, http).with("email", email)
				.said("email_problem", "email.missing")
				.answer(HttpStatus.BAD_REQUEST);
		}
		this.requests.ask(kind(page), email.strip(), Caller.of(http));
		return this.pages.open("notice", http)
			.said("title", "letter.sent.title")
			.said("text", "letter.sent.text")
			.answer(HttpStatus.ACCEPTED);
	}

	private Page form(String page, HttpServletRequest http) {
		String key = "letter." + kind(page);
		return this.pages.open("letter", http)
			.said("title", key + ".title")
			.said("text", key + ".text")
			.with("action", "/" + page + "/letter")
			.form(http);
	}

	private static String kind(String page) {
		return page.equals("confirm-email") ? LetterRequests.CONFIRM : LetterRequests.RESET;
	}

	/** To whom a letter shall go, if he is one of ours. */
	record LetterRequest(@NotBlank @Size(max = 254) @Pattern(regexp = "^[^\\x00-\\x1f\\x7f]*$",
			message = "contains control characters") String email) {
	}

}
