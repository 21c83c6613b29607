package cinema.auth.link;

import java.net.URI;

import cinema.auth.problem.RefusedException;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Follows short links. */
@RestController
class LinkController {

	private final Links links;

	LinkController(Links links) {
		this.links = links;
	}

	@GetMapping({ "/s/{code}", "/s/{code}/" })
	ResponseEntity<Void> follow(@PathVariable String code) {
		String target = (code.length() <= 64 && code.indexOf('\0') < 0) ? this.links.find(code).orElse("") : "";
		if (target.isEmpty()) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "code", "There is no such link, or not any more.");
		}
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(URI.create(target))
			.cacheControl(CacheControl.noStore())
			.header("Referrer-Policy", "no-referrer")
			.build();
	}

}
