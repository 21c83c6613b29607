package cinema.worker.receipt;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import cinema.worker.ledger.Answer;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Receipts for the same queue, which travel as one message; one that somebody traces
 * travels alone.
 *
 * @param channel by which their postings went, or null
 * @param traceparent the trace of the only one, or null
 */
record ReceiptBundle(String queue, @Nullable String channel, @Nullable String traceparent, List<Answer> answers) {

	private static final String SAMPLED = "-01";

	static List<ReceiptBundle> of(List<Answer> answers, boolean toEverybody) {
		Map<String, ReceiptBundle> bundles = new LinkedHashMap<>();
		for (Answer one : answers) {
			String queue = (toEverybody || one.replyTo() == null) ? PostingQueues.RECEIPTS : one.replyTo();
			String trace = (one.traceparent() != null && one.traceparent().endsWith(SAMPLED)) ? one.traceparent()
					: null;
			bundles
				.computeIfAbsent(queue + " " + one.channel() + " " + trace,
						(none) -> new ReceiptBundle(queue, one.channel(), trace, new ArrayList<>()))
				.answers()
				.add(one);
		}
		return List.copyOf(bundles.values());
	}

	/** One of a relay's bundles has it, since each receipt is in one of them. */
	String id() {
		Receipt first = this.answers.get(0).receipt();
		return first.postingId() + "/" + first.attempt();
	}

	List<Receipt> receipts() {
		return this.answers.stream().map(Answer::receipt).toList();
	}

}
