package cinema.workflows.dispatch;

import java.util.List;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Postings of one workflow on one channel that are to be taken back.
 *
 * @param reason why, for whoever reads the journal, or null
 */
public record Withdraw(Channel channel, List<String> postingIds, @Nullable String reason) {
}
