package cinema.workflows.event;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/** What the worker has reported so far; repeated and late receipts change nothing. */
final class Receipts {

	private final Map<String, Receipt> byPosting = new TreeMap<>();

	void add(List<Receipt> receipts) {
		receipts.forEach(this::add);
	}

	void add(Receipt receipt) {
		this.byPosting.merge(receipt.postingId(), receipt, Receipts::newer);
	}

	/**
	 * The answer to this attempt or a later one, or an end that no further attempt
	 * changes; null while there is none. A workflow that was reset counts its attempts
	 * anew, and what is stored of them is further.
	 */
	@Nullable Receipt answerTo(String postingId, int attempt) {
		Receipt receipt = this.byPosting.get(postingId);
		return (receipt != null && (isFinal(receipt) || receipt.attempt() >= attempt)) ? receipt : null;
	}

	private static Receipt newer(Receipt known, Receipt added) {
		boolean keep = isFinal(known) || (!isFinal(added) && known.attempt() >= added.attempt());
		return keep ? known : added;
	}

	private static boolean isFinal(Receipt receipt) {
		return switch (receipt.status()) {
			case DELIVERED, REJECTED, EXPIRED, WITHDRAWN -> true;
			case POSTPONED, DEFERRED, UNKNOWN -> false;
		};
	}

}
