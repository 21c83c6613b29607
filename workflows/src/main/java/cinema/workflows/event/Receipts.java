package cinema.workflows.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.jspecify.annotations.Nullable;

/** What the worker has reported so far; repeated and late receipts change nothing. */
final class Receipts {

	private final Map<String, Receipt> byPosting = new TreeMap<>();

	private final Map<String, Integer> doubts = new TreeMap<>();

	private final Set<String> seen = new TreeSet<>();

	void add(List<Receipt> receipts) {
		receipts.forEach(this::add);
	}

	void add(Receipt receipt) {
		if (receipt.status() == ReceiptStatus.UNKNOWN) {
			this.doubts.merge(receipt.postingId(), 1, Integer::sum);
		}
		if (receipt.status() == ReceiptStatus.SEEN) {
			this.seen.add(receipt.postingId());
		}
		this.byPosting.merge(receipt.postingId(), receipt, Receipts::newer);
	}

	/** What stands for a posting that was seen, whatever it says. */
	void addSeen(Receipt receipt) {
		this.seen.add(receipt.postingId());
		add(receipt);
	}

	/**
	 * The answer to this attempt or a later one, or an end that no further attempt
	 * changes; null while there is none. A workflow that was reset counts its attempts
	 * anew, and what is stored of them is further.
	 */
	@Nullable Receipt answerTo(String postingId, int attempt) {
		Receipt receipt = this.byPosting.get(postingId);
		return (receipt != null && (receipt.status().isEnd() || receipt.attempt() >= attempt)) ? receipt : null;
	}

	/** Whether its receiver has looked at it, whatever else was said of it. */
	boolean isSeen(String postingId) {
		return this.seen.contains(postingId);
	}

	/** How often it was said of a posting that nobody can tell whether it was sent. */
	int doubts(String postingId) {
		return this.doubts.getOrDefault(postingId, 0);
	}

	/** What is known of a posting, of whichever attempt, or null. */
	@Nullable Receipt known(String postingId) {
		return this.byPosting.get(postingId);
	}

	private static Receipt newer(Receipt known, Receipt added) {
		boolean keep = known.status().isEnd() || (!added.status().isEnd() && known.attempt() >= added.attempt());
		return keep ? known : added;
	}

}
