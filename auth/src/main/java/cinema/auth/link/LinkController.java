package cinema.auth.link;

import java.net.URI;
import java.security.Principal;
import java.time.Duration;
import java.util.Optional;

import cinema.auth.link.Links.Link;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Throttle;
import cinema.platform.problem.RefusedException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

import org.springframework.http.CacheControl;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Makes and follows short links. */
@RestController
class LinkController {

	private static final int USUAL_DAYS = 30;

	private final Links links;

	private final LinkTargets targets;

	private final Throttle throttle;

	LinkController(Links links, LinkTargets targets, Throttle throttle) {
		this.links = links;
		this.targets = targets;
		this.throttle = throttle;
	}

	@PostMapping({ "/api/v1/links", "/api/v1/links/" })
	@ResponseStatus(HttpStatus.CREATED)
	Link create(@Valid @RequestBody LinkRequest request, Principal service) {
		// A link to a link could lead in a circle, and hides from its reader where it
		// ends.
		RefusedException.unless(this.targets.allow(request.target()) && !this.targets.isShort(request.target()),
				"target", "may not lead there");
		Duration life = Duration.ofDays((request.ttlDays() != null) ? request.ttlDays() : USUAL_DAYS);
		return this.links.find(this.links.create(request.target(), life, service.getName())).orElseThrow();
	}

	/** How often a link was followed, for example. */
	@GetMapping({ "/api/v1/links/{code}", "/api/v1/links/{code}/" })
	Link read(@PathVariable String code) {
		return find(code).orElseThrow(LinkController::missing);
	}

	@GetMapping({ "/s/{code}", "/s/{code}/" })
	ResponseEntity<Void> follow(@PathVariable String code, HttpServletRequest http) {
		String target = this.throttle.guess(Caller.of(http).network(), () -> target(code, http))
			.orElseThrow(LinkController::missing);
		return ResponseEntity.status(HttpStatus.FOUND)
			.location(URI.create(target))
			.cacheControl(CacheControl.noStore())
			.header("Referrer-Policy", "no-referrer")
			.build();
	}

	/** Who only asks where a link leads has not followed it. */
	private Optional<String> target(String code, HttpServletRequest http) {
		Optional<String> target = find(code).map(Link::target);
		return http.getMethod().equals(HttpMethod.HEAD.name()) ? target
				: target.flatMap((any) -> this.links.follow(code));
	}

	private Optional<Link> find(String code) {
		return (code.length() <= 64 && code.indexOf('\0') < 0) ? this.links.find(code) : Optional.empty();
	}

	private static RefusedException missing() {
		return new RefusedException(HttpStatus.NOT_FOUND, "code", "There is no such link, or not any more.");
	}

	/**
	 * A link that is wanted.
	 *
	 * @param target a path of ours, or an address at a host of the cinema
	 * @param ttlDays how many days it works; 30 when it is left out
	 */
	record LinkRequest(@NotBlank @Size(max = 2000) String target, @Min(1) @Max(3650) @Nullable Integer ttlDays) {
	}

}
