package cinema.auth.directory;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One page of users.
 *
 * @param totalItems how many the filters let through altogether; counted for the first
 * page only
 * @param next the path of the next page, or null at the end
 */
record DirectoryPage(List<DirectoryUser> items, int pageNumber, int pageSize, @Nullable Long totalItems,
		@Nullable String next) {
}
