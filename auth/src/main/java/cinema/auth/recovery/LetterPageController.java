package cinema.auth.recovery;

import cinema.auth.page.Page;
import cinema.auth.page.Pages;
import cinema.auth.request.Caller;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Validator;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Where people ask for another letter; answers the same to everybody. */
@Hidden
@RestController
class LetterPageController {

	private static final String PATH = "/{page:password-reset|confirm-email}/letter";

	private final LetterRequests requests;

	private final Validator validator;

	private final Pages pages;

	LetterPageController(LetterRequests requests, Validator validator, Pages pages) {
		this.requests = requests;
		this.validator = validator;
		this.pages = pages;
	}

	@GetMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> show(@PathVariable String page, CsrfToken csrf, HttpServletRequest http) {
		return form(page, csrf, http).answer(HttpStatus.OK);
	}

	@PostMapping(path = PATH, produces = MediaType.TEXT_HTML_VALUE)
	ResponseEntity<String> ask(@PathVariable String page, @RequestParam(defaultValue = "") String email, CsrfToken csrf,
			HttpServletRequest http) {
		if (!this.validator.validateValue(LetterRequest.class, "email", email.strip()).isEmpty()) {
			return form(page, csrf, http).with("email", email)
				.said("email_problem", "email.missing")
				.answer(HttpStatus.BAD_REQUEST);
		}
		this.requests.ask(kind(page), email.strip(), Caller.of(http));
		return this.pages.open("notice", http)
			.said("title", "letter.sent.title")
			.said("text", "letter.sent.text")
			.answer(HttpStatus.ACCEPTED);
	}

	private Page form(String page, CsrfToken csrf, HttpServletRequest http) {
		String key = "letter." + kind(page);
		return this.pages.open("letter", http)
			.said("title", key + ".title")
			.said("text", key + ".text")
			.with("action", "/" + page + "/letter")
			.form(csrf);
	}

	private static String kind(String page) {
		return page.equals("confirm-email") ? LetterRequests.CONFIRM : LetterRequests.RESET;
	}

}
