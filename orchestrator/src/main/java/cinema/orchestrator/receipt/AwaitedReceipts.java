package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Receipt;

import org.springframework.stereotype.Component;

/**
 * Dispatches that still wait for their receipt; a receipt goes to its dispatch or to the
 * workflow, never to nobody.
 */
@Component
public class AwaitedReceipts {

	private static final long STEP = 5;

	private final Map<String, AwaitedReceipt> awaited = new ConcurrentHashMap<>();

	/** Begins to wait; has to come before the posting is published. */
	public AwaitedReceipt expect(String postingId, int attempt) {
		AwaitedReceipt expected = new AwaitedReceipt(attempt, (ended) -> this.awaited.remove(postingId, ended));
		this.awaited.put(postingId, expected);
		return expected;
	}

	/**
	 * Lets those go first who wait for the receipt of a single letter; returns when
	 * nobody does, or after that time.
	 */
	public void giveWay(Duration most) throws InterruptedException {
		long until = System.nanoTime() + most.toNanos();
		while (!this.awaited.isEmpty() && System.nanoTime() < until) {
			TimeUnit.MILLISECONDS.sleep(STEP);
		}
	}

	/** Hands a receipt to the dispatch that waits for it; false when none does. */
	boolean hand(Receipt receipt) {
		AwaitedReceipt expected = this.awaited.get(receipt.postingId());
		return expected != null && expected.take(receipt);
	}

}
