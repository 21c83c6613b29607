package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;

/** The wait of one dispatch for the receipt of its attempt. */
public final class AwaitedReceipt implements AutoCloseable {

	private final CompletableFuture<@Nullable Receipt> receipt = new CompletableFuture<>();

	private final int attempt;

	private final Consumer<AwaitedReceipt> onClose;

	AwaitedReceipt(int attempt, Consumer<AwaitedReceipt> onClose) {
		this.attempt = attempt;
		this.onClose = onClose;
	}

	/**
	 * False when nobody waits any more, or for another attempt; then it is still to be
	 * told.
	 */
	boolean take(Receipt arrived) {
		return arrived.attempt() == this.attempt && this.receipt.complete(arrived);
	}

	/** The receipt, or null when it does not come in time; ends the wait. */
	public @Nullable Receipt await(Duration wait) throws InterruptedException {
		try {
			// Whoever completes it decides: a receipt that arrives in the very moment is
			// taken, or goes on to the workflow.
			return this.receipt.completeOnTimeout(null, wait.toMillis(), TimeUnit.MILLISECONDS).get();
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() {
		this.receipt.complete(null);
		this.onClose.accept(this);
	}

}
