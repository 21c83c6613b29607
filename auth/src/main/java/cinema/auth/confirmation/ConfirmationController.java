package cinema.auth.confirmation;

import java.net.URI;
import java.util.Map;

import cinema.auth.link.LinkTargets;
import cinema.auth.problem.RefusedException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Takes the code from the letter. */
@RestController
class ConfirmationController {

	private final Confirmations confirmations;

	private final LinkTargets targets;

	ConfirmationController(Confirmations confirmations, LinkTargets targets) {
		this.confirmations = confirmations;
		this.targets = targets;
	}

	@ApiResponse(responseCode = "200", description = "The address is confirmed")
	@ApiResponse(responseCode = "302", description = "The address is confirmed; back to back_url", content = @Content)
	@GetMapping({ "/api/v1/confirm-email", "/api/v1/confirm-email/" })
	ResponseEntity<Map<String, Boolean>> confirm(@RequestParam String code,
			@RequestParam(name = "back_url", required = false) @Nullable String backUrl) {
		if (backUrl != null && !this.targets.allow(backUrl)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "back_url", "may not lead there");
		}
		if (code.length() > 200 || !this.confirmations.confirm(code)) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "code", "is wrong or too old");
		}
		return (backUrl != null) ? ResponseEntity.status(HttpStatus.FOUND)
			.location(URI.create(backUrl))
			.cacheControl(CacheControl.noStore())
			.build() : ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(Map.of("confirmed", true));
	}

}
