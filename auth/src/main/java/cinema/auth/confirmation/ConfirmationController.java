package cinema.auth.confirmation;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;

import cinema.auth.link.LinkTargets;
import cinema.auth.page.Page;
import cinema.auth.problem.RefusedException;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.platform.parameter.ForeignParameters;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the code from the letter. */
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

	/** A browser gets a page, everybody else a document. */
	@ApiResponse(responseCode = "200", description = "The address is confirmed",
			content = @Content(mediaType = MediaType.APPLICATION_JSON_VALUE,
					schema = @Schema(implementation = Confirmed.class)))
	@ApiResponse(responseCode = "302", description = "The address is confirmed; back to back_url", content = @Content)
	@ForeignParameters
	@GetMapping({ "/api/v1/confirm-email", "/api/v1/confirm-email/" })
	ResponseEntity<Object> confirm(@RequestParam String code,
			@RequestParam(name = "back_url", required = false) @Nullable String backUrl,
			@Parameter(hidden = true) @RequestHeader(defaultValue = "*/*") String accept, HttpServletRequest http) {
		if (backUrl != null && !this.targets.allow(backUrl)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "back_url", "may not lead there");
		}
		this.throttle.look(Limit.GUESS_ADDRESS, Caller.of(http).network()).require();
		boolean browser = accept.contains(MediaType.TEXT_HTML_VALUE);
		if (!isConfirmed(code)) {
			this.throttle.take(Limit.GUESS_ADDRESS, Caller.of(http).network()).require();
			if (browser) {
				return page(HttpStatus.BAD_REQUEST, "Not confirmed",
						"The link is wrong or too old. Ask for another one.");
			}
			throw new RefusedException(HttpStatus.BAD_REQUEST, "code", "is wrong or too old");
		}
		if (backUrl != null) {
			return ResponseEntity.status(HttpStatus.FOUND)
				.location(URI.create(backUrl))
				.cacheControl(CacheControl.noStore())
				.build();
		}
		return browser ? page(HttpStatus.OK, "Confirmed", "Thank you: the address is yours.")
				: ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new Confirmed(true));
	}

	private boolean isConfirmed(String code) {
		try {
			return code.length() <= 200 && this.confirmations.confirm(code);
		}
		catch (DuplicateKeyException ex) {
			// Somebody else has confirmed the same address in the same moment.
			return false;
		}
	}

	private static ResponseEntity<Object> page(HttpStatus status, String title, String text) {
		return ResponseEntity.status(status)
			.cacheControl(CacheControl.noStore())
			.contentType(MediaType.TEXT_HTML)
			.body(Page.of(title, text));
	}

	record Confirmed(boolean confirmed) {
	}

}
