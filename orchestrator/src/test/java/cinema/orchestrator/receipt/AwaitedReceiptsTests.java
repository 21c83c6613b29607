package cinema.orchestrator.receipt;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AwaitedReceiptsTests {

	private final AwaitedReceipts receipts = new AwaitedReceipts();

	@Test
	void handsAReceiptToTheDispatchThatWaits() throws Exception {
		try (AwaitedReceipt awaited = this.receipts.expect("p", 1)) {
			// Before the wait begins: a worker may be quicker than the broker's confirm.
			assertThat(this.receipts.hand(receipt(1))).isTrue();
			assertThat(awaited.await(Duration.ofSeconds(1))).isEqualTo(receipt(1));
		}
	}

	@Test
	void leavesToTheWorkflowWhatNobodyWaitsFor() throws Exception {
		assertThat(this.receipts.hand(receipt(1))).isFalse();
		AwaitedReceipt awaited = this.receipts.expect("p", 2);
		assertThat(this.receipts.hand(receipt(1))).isFalse();
		assertThat(awaited.await(Duration.ofMillis(10))).isNull();
		assertThat(this.receipts.hand(receipt(2))).isFalse();
		awaited.close();
		assertThat(this.receipts.hand(receipt(2))).isFalse();
	}

	@Test
	void endsNoOtherWaitForTheSamePosting() throws Exception {
		AwaitedReceipt timedOut = this.receipts.expect("p", 1);
		AwaitedReceipt again = this.receipts.expect("p", 1);
		timedOut.close();

		assertThat(this.receipts.hand(receipt(1))).isTrue();
		assertThat(again.await(Duration.ofSeconds(1))).isEqualTo(receipt(1));
	}

	@Test
	void losesNoReceiptThatComesAsTheWaitEnds() throws Exception {
		AtomicInteger told = new AtomicInteger();
		for (int i = 0; i < 2000; i++) {
			AwaitedReceipt awaited = this.receipts.expect("p", 1);
			Thread listener = new Thread(() -> {
				if (!this.receipts.hand(receipt(1))) {
					told.incrementAndGet();
				}
			});
			listener.start();
			if (awaited.await(Duration.ZERO) != null) {
				told.incrementAndGet();
			}
			listener.join();
			awaited.close();
		}
		assertThat(told).hasValue(2000);
	}

	private static Receipt receipt(int attempt) {
		return new Receipt("p", "w", attempt, ReceiptStatus.DELIVERED, Instant.EPOCH, null, null, null, false);
	}

}
