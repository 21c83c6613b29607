package cinema.auth.directory;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import cinema.auth.account.Accounts;
import cinema.auth.account.Accounts.UserEdit;
import cinema.auth.directory.Directory.DirectoryUser;
import cinema.platform.audit.Audit;
import cinema.platform.audit.Audit.Act;
import cinema.platform.parameter.Cursor;
import cinema.platform.parameter.Moments;
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

	private static final Pattern PART = Pattern.compile("[^\\s\\x00]{3,254}");

	private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");

	private static final Pattern ZONE = Pattern.compile("[A-Za-z][A-Za-z0-9_+/-]{1,99}");

	private static final int MOST = 50;

	private final Directory directory;

	private final Accounts accounts;

	private final Audit audit;

	DirectoryController(Directory directory, Accounts accounts, Audit audit) {
		this.audit = audit;
		this.directory = directory;
		this.accounts = accounts;
	}

	/**
	 * Pages after the first one are best reached by {@code next}: a number shifts while
	 * users sign up, and costs the more the higher it is.
	 */
	@GetMapping({ "/api/v1/users", "/api/v1/users/" })
	DirectoryPage list(@RequestParam(name = "is_active", required = false) @Nullable String isActive,
			@RequestParam(name = "email_notifications", required = false) @Nullable String emailNotifications,
			@RequestParam(name = "email_confirmed", required = false) @Nullable String emailConfirmed,
			@RequestParam(name = "id", required = false) @Nullable List<UUID> ids,
			@RequestParam(required = false) @Nullable String email,
			@RequestParam(name = "email_contains", required = false) @Nullable String emailContains,
			@RequestParam(required = false) @Nullable List<String> locale,
			@RequestParam(name = "time_zone", required = false) @Nullable List<String> timeZone,
			@RequestParam(name = "created_from", required = false) @Nullable String createdFrom,
			@RequestParam(name = "created_before", required = false) @Nullable String createdBefore,
			@RequestParam(name = "page_number", defaultValue = "1") int pageNumber,
			@RequestParam(name = "page_size", defaultValue = "100") int pageSize,
			@RequestParam(required = false) @Nullable String cursor) {
		RefusedException.unless(pageSize >= 1 && pageSize <= 500, "page_size", "has to be 1 to 500");
		RefusedException.unless(pageNumber >= 1, "page_number", "has to be 1 or more");
		RefusedException.unless(email == null || (email.length() <= 254 && email.indexOf('\0') < 0), "email",
				"is none");
		RefusedException.unless(emailContains == null || PART.matcher(emailContains).matches(), "email_contains",
				"has to be 3 to 254 characters without spaces");
		DirectoryFilter filter = new DirectoryFilter(flag("is_active", isActive),
				flag("email_notifications", emailNotifications), flag("email_confirmed", emailConfirmed), ids(ids),
				email, emailContains,
				several("locale", locale, LANGUAGE, "has to be a language such as ru, 1 to 50 times"),
				several("time_zone", timeZone, ZONE, "has to be a time zone such as Europe/Moscow, 1 to 50 times"),
				Moments.readParameter("created_from", createdFrom),
				Moments.readParameter("created_before", createdBefore));
		Directory.Slice slice = (cursor == null && pageNumber > 1)
				? this.directory.readNumbered(filter, pageNumber, pageSize)
				: this.directory.read(filter, pageSize, Cursor.read(cursor));
		Long total = (cursor == null) ? total(filter, pageNumber, slice) : null;
		String next = (slice.next() != null) ? next(filter, pageNumber + 1L, pageSize, slice.next()) : null;
		return new DirectoryPage(slice.users(), pageNumber, pageSize, total, next);
	}

	/** Whoever fits on the first page needs no counting. */
	private long total(DirectoryFilter filter, int pageNumber, Directory.Slice slice) {
		return (pageNumber == 1 && slice.next() == null) ? slice.users().size() : this.directory.count(filter);
	}

	@GetMapping({ "/api/v1/users/{id}", "/api/v1/users/{id}/" })
	DirectoryUser read(@PathVariable UUID id) {
		return this.directory.find(id)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such user."));
	}

	@PatchMapping({ "/api/v1/users/{id}", "/api/v1/users/{id}/" })
	DirectoryUser edit(@PathVariable UUID id, @Valid @RequestBody UserEdit edit) {
		return this.audit.doing(new Act("edited", "user " + id, null, Map.of("is_active", read(id).isActive()),
				Map.of("is_active", (edit.isActive() != null) ? edit.isActive() : read(id).isActive())), () -> {
					this.accounts.edit(id, edit);
					return read(id);
				});
	}

	private static String next(DirectoryFilter filter, long pageNumber, int pageSize, String cursor) {
		Optional<String> email = Optional.ofNullable(filter.email());
		return UriComponentsBuilder.fromPath("/api/v1/users/")
			.queryParamIfPresent("is_active", Optional.ofNullable(filter.isActive()))
			.queryParamIfPresent("email_notifications", Optional.ofNullable(filter.emailNotifications()))
			.queryParamIfPresent("email", email.map((one) -> UriUtils.encode(one, StandardCharsets.UTF_8)))
			.queryParamIfPresent("email_contains",
					Optional.ofNullable(filter.emailContains())
						.map((one) -> UriUtils.encode(one, StandardCharsets.UTF_8)))
			.queryParamIfPresent("email_confirmed", Optional.ofNullable(filter.emailConfirmed()))
			.queryParamIfPresent("id", some(filter.ids()))
			.queryParamIfPresent("locale", some(filter.locales()))
			.queryParamIfPresent("time_zone", some(filter.timeZones()).map(DirectoryController::encoded))
			.queryParamIfPresent("created_from", Optional.ofNullable(filter.createdFrom()))
			.queryParamIfPresent("created_before", Optional.ofNullable(filter.createdBefore()))
			.queryParam("page_number", pageNumber)
			.queryParam("page_size", pageSize)
			.queryParam("cursor", cursor)
			.build(true)
			.toUriString();
	}

	private static <T> Optional<List<T>> some(List<T> all) {
		return Optional.of(all).filter((values) -> !values.isEmpty());
	}

	/** A zone may have a plus in its name. */
	private static List<String> encoded(List<String> values) {
		return values.stream().map((one) -> UriUtils.encode(one, StandardCharsets.UTF_8)).toList();
	}

	private static List<String> several(String name, @Nullable List<String> values, Pattern one, String reason) {
		RefusedException.unless(values == null || (!values.isEmpty() && values.size() <= MOST
				&& values.stream().allMatch((value) -> one.matcher(value).matches())), name, reason);
		return (values != null) ? values : List.of();
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
		RefusedException.unless(ids == null || (!ids.isEmpty() && ids.size() <= 500), "id",
				"has to be given 1 to 500 times");
		return (ids != null) ? ids : List.of();
	}

	/**
	 * One page of users.
	 *
	 * @param totalItems how many the filters let through altogether; counted for the
	 * first page only
	 * @param next the path of the next page, or null at the end
	 */
	record DirectoryPage(List<DirectoryUser> items, int pageNumber, int pageSize, @Nullable Long totalItems,
			@Nullable String next) {
	}

}
