package cinema.orchestrator.mailing;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One page of mailings, the newest first.
 *
 * @param next where the next page is, or null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record MailingList(List<MailingView> items, @Nullable String next) {
}
