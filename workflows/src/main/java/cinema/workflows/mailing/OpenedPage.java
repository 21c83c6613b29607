package cinema.workflows.mailing;

import java.util.List;
import java.util.Map;

import cinema.workflows.page.PageGroup;
import org.jspecify.annotations.Nullable;

/**
 * What a page of the audience has; the receivers themselves stay out of history.
 *
 * @param next where the next page is, or null after the last one
 * @param seen how many receivers it names
 * @param skipped how many of them are not told, by reason
 * @param expired for how many the deadline passes before their morning
 * @param groups those who are told, by the moment at which they may be
 */
public record OpenedPage(@Nullable String next, int seen, Map<String, Integer> skipped, int expired,
		List<PageGroup> groups) {
}
