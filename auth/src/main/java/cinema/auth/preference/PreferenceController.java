package cinema.auth.preference;

import java.util.Map;
import java.util.UUID;

import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** What a user wants to hear of. */
@RestController
class PreferenceController {

	private static final int MOST_TOPICS = 200;

	private final Preferences preferences;

	PreferenceController(Preferences preferences) {
		this.preferences = preferences;
	}

	@GetMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceChange read(@AuthenticationPrincipal Jwt token) {
		return new PreferenceChange(this.preferences.of(UUID.fromString(token.getSubject())));
	}

	@PatchMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceChange change(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PreferenceChange change) {
		UUID userId = UUID.fromString(token.getSubject());
		Map<String, Map<String, Boolean>> known = this.preferences.of(userId);
		long topics = known.size()
				+ change.preferences().keySet().stream().filter((topic) -> !known.containsKey(topic)).count();
		RefusedException.unless(topics <= MOST_TOPICS, "preferences", "more than 200 topics are too many");
		return new PreferenceChange(this.preferences.change(userId, change.preferences()));
	}

	@PutMapping({ "/api/v1/profile/preferences", "/api/v1/profile/preferences/" })
	PreferenceChange replace(@AuthenticationPrincipal Jwt token, @Valid @RequestBody PreferenceChange change) {
		return new PreferenceChange(this.preferences.store(UUID.fromString(token.getSubject()), change.preferences()));
	}

}
