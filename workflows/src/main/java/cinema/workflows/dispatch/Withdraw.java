package cinema.workflows.dispatch;

import java.util.List;

import cinema.workflows.contract.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Postings of one workflow on one channel that are to be taken back.
 *
 * @param reason why, for whoever reads the journal, or null
 * @param seen whether they are not needed, since their receiver has seen an earlier step;
 * null is no
 */
public record Withdraw(Channel channel, List<String> postingIds, @Nullable String reason, @Nullable Boolean seen) {

	/** Whether what comes back was silenced. */
	public boolean silences() {
		return Boolean.TRUE.equals(this.seen);
	}

}
