package cinema.auth.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import jakarta.validation.Valid;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Users for services that hold {@code users:read}, and for admins. */
@RestController
class DirectoryController {

	private static final int LARGEST_PAGE = 500;

	private static final int MOST_IDS = 500;

	private final Directory directory;

	private final UserEdits edits;

	DirectoryController(Directory directory, UserEdits edits) {
		this.directory = directory;
		this.edits = edits;
	}

	/**
	 * Pages after the first one are best reached by {@code next}: a number shifts while
	 * users sign up, and costs the more the higher it is.
	 */
	@GetMapping({ "/api/v1/users", "/api/v1/users/" })
	DirectoryPage list(@RequestParam(name = "is_active", required = false) @Nullable String isActive,
			@RequestParam(name = "email_notifications", required = false) @Nullable String emailNotifications,
			@RequestParam(name = "id", required = false) @Nullable List<UUID> ids,
			@RequestParam(required = false) @Nullable String email,
			@RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "100") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		RefusedException.unless(pageSize >= 1 && pageSize <= LARGEST_PAGE, "page_size", "has to be 1 to 500");
		RefusedException.unless(pageNumber >= 1, "page_number", "has to be 1 or more");
		RefusedException.unless(email == null || (email.length() <= 254 && email.indexOf('\0') < 0), "email",
				"is none");
		DirectoryFilter filter = new DirectoryFilter(flag("is_active", isActive),
				flag("email_notifications", emailNotifications), ids(ids), email);
		Directory.Slice slice = (cursor == null && pageNumber > 1)
				? this.directory.readNumbered(filter, pageNumber, pageSize)
				: this.directory.read(filter, pageSize, Cursor.read(cursor));
		Long total = (cursor == null) ? this.directory.count(filter) : null;
		String next = (slice.next() != null) ? next(filter, pageNumber + 1L, pageSize, slice.next()) : null;
		return new DirectoryPage(slice.users(), pageNumber, pageSize, total, next);
	}

	@GetMapping({ "/api/v1/users/{id}", "/api/v1/users/{id}/" })
	DirectoryUser read(@PathVariable UUID id) {
		return this.directory.find(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user."));
	}

	@PatchMapping({ "/api/v1/users/{id}", "/api/v1/users/{id}/" })
	DirectoryUser edit(@PathVariable UUID id, @Valid @RequestBody UserEdit edit) {
		read(id);
		this.edits.apply(id, edit);
		return read(id);
	}

	private static String next(DirectoryFilter filter, long pageNumber, int pageSize, String cursor) {
		UriComponentsBuilder next = UriComponentsBuilder.fromPath("/api/v1/users/");
		if (filter.isActive() != null) {
			next.queryParam("is_active", filter.isActive());
		}
		if (filter.emailNotifications() != null) {
			next.queryParam("email_notifications", filter.emailNotifications());
		}
		if (filter.email() != null) {
			next.queryParam("email", UriUtils.encode(filter.email(), StandardCharsets.UTF_8));
		}
		filter.ids().forEach((id) -> next.queryParam("id", id));
		return next.queryParam("page_number", pageNumber)
			.queryParam("page_size", pageSize)
			.queryParam("cursor", cursor)
			.toUriString();
	}

	private static @Nullable Boolean flag(String name, @Nullable String value) {
		if (value == null) {
			return null;
		}
		String lower = value.toLowerCase(Locale.ROOT);
		RefusedException.unless("true".equals(lower) || "false".equals(lower), name, "has to be true or false");
		return "true".equals(lower);
	}

	private static List<UUID> ids(@Nullable List<UUID> ids) {
		RefusedException.unless(ids == null || (!ids.isEmpty() && ids.size() <= MOST_IDS), "id",
				"has to be given 1 to 500 times");
		return (ids != null) ? ids : List.of();
	}

}
