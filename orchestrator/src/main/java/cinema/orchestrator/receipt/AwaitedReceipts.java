package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Dispatches that still wait for their receipt; a receipt goes to its dispatch or to the
 * workflow, never to nobody.
 */
@Component
public class AwaitedReceipts {

	private final Map<String, CompletableFuture<Receipt>> awaited = new ConcurrentHashMap<>();

	/** Begins to wait; has to come before the posting is published. */
	public void expect(String postingId) {
		this.awaited.put(postingId, new CompletableFuture<>());
	}

	/** The receipt, or null when it did not come in time; ends the wait. */
	public @Nullable Receipt await(String postingId, Duration wait) throws InterruptedException {
		CompletableFuture<Receipt> receipt = this.awaited.get(postingId);
		if (receipt == null) {
			return null;
		}
		try {
			return receipt.get(wait.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			// Whoever takes it out of the map decides: if the listener was quicker, the
			// receipt is here by now.
			return this.awaited.remove(postingId, receipt) ? null : receipt.join();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** Ends a wait that came to nothing. */
	public void forget(String postingId) {
		this.awaited.remove(postingId);
	}

	/** Hands a receipt to the dispatch that waits for it; false when none does. */
	boolean hand(Receipt receipt) {
		CompletableFuture<Receipt> waiting = this.awaited.remove(receipt.postingId());
		return waiting != null && waiting.complete(receipt);
	}

}
