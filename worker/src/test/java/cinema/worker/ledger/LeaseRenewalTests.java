package cinema.worker.ledger;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;

@Timeout(20)
class LeaseRenewalTests {

	private static final LedgerProperties OFTEN = new LedgerProperties(Duration.ofMillis(100), Duration.ofMillis(10),
			Duration.ZERO);

	private final AtomicInteger renewed = new AtomicInteger();

	private final LeaseRenewal renewal = new LeaseRenewal(
			new Ledger(mock(JdbcClient.class), OFTEN, new SimpleMeterRegistry()) {

				@Override
				void renewLeases() {
					switch (LeaseRenewalTests.this.renewed.incrementAndGet()) {
						case 2 -> throw new CannotAcquireLockException("deadlock");
						case 3 -> throw new OutOfMemoryError("for a moment");
						default -> {
						}
					}
				}

			}, OFTEN);

	@AfterEach
	void stop() {
		this.renewal.close();
	}

	@Test
	void renewsAgainAndAgainWhateverComesBetween() {
		await().untilAsserted(() -> assertThat(this.renewed).hasValueGreaterThan(4));
	}

	@Test
	void endsWithItsWorker() throws InterruptedException {
		await().untilAsserted(() -> assertThat(this.renewed).hasPositiveValue());
		this.renewal.close();
		Thread.sleep(50);
		int before = this.renewed.get();
		Thread.sleep(100);

		assertThat(this.renewed).hasValue(before);
	}

}
