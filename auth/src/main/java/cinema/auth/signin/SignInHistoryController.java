package cinema.auth.signin;

import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.auth.account.UserRepository;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The history of one's own sign-ins, and of anybody's for admins. */
@RestController
class SignInHistoryController {

	private final SignInHistory history;

	private final UserRepository users;

	SignInHistoryController(SignInHistory history, UserRepository users) {
		this.history = history;
		this.users = users;
	}

	@GetMapping({ "/api/v1/profile/signins", "/api/v1/profile/signins/" })
	SignInPage own(@AuthenticationPrincipal Jwt token,
			@RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "50") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		return page("/api/v1/profile/signins", UUID.fromString(token.getSubject()), pageNumber, pageSize, cursor);
	}

	@GetMapping({ "/api/v1/users/{id}/signins", "/api/v1/users/{id}/signins/" })
	SignInPage anybodys(@PathVariable UUID id, @RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "50") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		if (!this.users.existsById(id)) {
			throw new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user.");
		}
		return page("/api/v1/users/" + id + "/signins", id, pageNumber, pageSize, cursor);
	}

	private SignInPage page(String path, UUID userId, int pageNumber, int pageSize, @Nullable String cursor) {
		RefusedException.unless(pageSize >= 1 && pageSize <= 500, "page_size", "has to be 1 to 500");
		RefusedException.unless(pageNumber >= 1, "page_number", "has to be 1 or more");
		long skip = (cursor == null) ? (pageNumber - 1L) * pageSize : 0;
		Cursor before = Objects.requireNonNullElse(Cursor.read(cursor), SignInHistory.END);
		List<SignIn> found = this.history.read(userId, before, skip, pageSize + 1);
		boolean more = found.size() > pageSize;
		List<SignIn> items = more ? found.subList(0, pageSize) : found;
		String next = more ? path + "?page_number=" + (pageNumber + 1L) + "&page_size=" + pageSize + "&cursor="
				+ next(items.get(pageSize - 1)) : null;
		return new SignInPage(items, pageNumber, pageSize, next);
	}

	private static String next(SignIn last) {
		return new Cursor(last.at(), last.id().toString()).write();
	}

}
