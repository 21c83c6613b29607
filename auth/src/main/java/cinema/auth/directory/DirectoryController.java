package cinema.auth.directory;

import java.util.List;
import java.util.Locale;
import java.util.UUID;

import cinema.auth.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.util.UriComponentsBuilder;

/** Users for services that hold {@code users:read}. */
@RestController
class DirectoryController {

	private static final int LARGEST_PAGE = 500;

	private static final int MOST_IDS = 500;

	private final Directory directory;

	DirectoryController(Directory directory) {
		this.directory = directory;
	}

	/**
	 * Pages after the first one are reached by {@code next} alone: a number would shift
	 * while users sign up.
	 */
	@GetMapping({ "/api/v1/users", "/api/v1/users/" })
	DirectoryPage list(@RequestParam(name = "is_active", required = false) @Nullable String isActive,
			@RequestParam(name = "email_notifications", required = false) @Nullable String emailNotifications,
			@RequestParam(name = "id", required = false) @Nullable List<String> ids,
			@RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "100") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		check(pageSize >= 1 && pageSize <= LARGEST_PAGE, "page_size", "has to be 1 to 500");
		check(pageNumber >= 1, "page_number", "has to be 1 or more");
		check(pageNumber == 1 || cursor != null, "page_number", "beyond 1: follow next instead");
		DirectoryFilter filter = new DirectoryFilter(flag("is_active", isActive),
				flag("email_notifications", emailNotifications), ids(ids));
		Directory.Slice slice = this.directory.read(filter, pageSize, cursor);
		Long total = (cursor == null) ? this.directory.count(filter) : null;
		String next = (slice.next() != null) ? next(filter, pageNumber + 1, pageSize, slice.next()) : null;
		return new DirectoryPage(slice.users(), pageNumber, pageSize, total, next);
	}

	private static String next(DirectoryFilter filter, int pageNumber, int pageSize, String cursor) {
		UriComponentsBuilder next = UriComponentsBuilder.fromPath("/api/v1/users/");
		if (filter.isActive() != null) {
			next.queryParam("is_active", filter.isActive());
		}
		if (filter.emailNotifications() != null) {
			next.queryParam("email_notifications", filter.emailNotifications());
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
		check("true".equals(lower) || "false".equals(lower), name, "has to be true or false");
		return "true".equals(lower);
	}

	private static List<UUID> ids(@Nullable List<String> ids) {
		if (ids == null) {
			return List.of();
		}
		check(ids.size() <= MOST_IDS, "id", "more than 500 are given");
		try {
			return ids.stream().map(UUID::fromString).toList();
		}
		catch (IllegalArgumentException ex) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, "id", "has to be a UUID");
		}
	}

	private static void check(boolean right, String field, String reason) {
		if (!right) {
			throw new RefusedException(HttpStatus.BAD_REQUEST, field, reason);
		}
	}

}
