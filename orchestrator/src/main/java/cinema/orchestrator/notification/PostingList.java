package cinema.orchestrator.notification;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One page of postings, the newest first.
 *
 * @param next where the next page is, or null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PostingList(List<ListedPosting> items, @Nullable String next) {
}
