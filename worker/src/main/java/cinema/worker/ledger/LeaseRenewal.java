package cinema.worker.ledger;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import jakarta.annotation.PreDestroy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Renews leases in a thread of its own until the last consumer has stopped, since other
 * scheduled tasks may wait, and end before.
 */
@Component
class LeaseRenewal {

	private static final Logger logger = LoggerFactory.getLogger(LeaseRenewal.class);

	private final ScheduledExecutorService thread = Executors
		.newSingleThreadScheduledExecutor((task) -> new Thread(task, "lease-renewal"));

	private final Ledger ledger;

	LeaseRenewal(Ledger ledger, LedgerProperties properties) {
		this.ledger = ledger;
		long every = properties.renewEvery().toMillis();
		this.thread.scheduleWithFixedDelay(this::renew, every, every, TimeUnit.MILLISECONDS);
	}

	private void renew() {
		try {
			this.ledger.renewLeases();
		}
		catch (RuntimeException | Error trouble) {
			logger.warn("Leases could not be renewed: {}", trouble.getClass().getSimpleName());
		}
	}

	@PreDestroy
	void close() {
		this.thread.shutdownNow();
	}

}
