package cinema.orchestrator.queue;

import java.time.Duration;

import org.slf4j.Logger;

import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;

/**
 * Tries again until it works, however long that takes: a batch that was given back to the
 * broker would come again at once, and again.
 */
public final class Patience {

	private final RetryTemplate untilItWorks = new RetryTemplate(RetryPolicy.builder()
		.maxRetries(Long.MAX_VALUE)
		.delay(Duration.ofMillis(500))
		.multiplier(2)
		.maxDelay(Duration.ofSeconds(10))
		.build());

	private final Logger logger;

	/** What fails is written to this log. */
	public Patience(Logger logger) {
		this.logger = logger;
	}

	/**
	 * Returns when it worked.
	 * @param what for the log, for example {@code write receipts down}
	 */
	public void retry(String what, Runnable step) {
		this.untilItWorks.invoke(() -> {
			try {
				step.run();
			}
			catch (RuntimeException ex) {
				this.logger.warn("Cannot {} yet: {}", what, ex.getClass().getSimpleName());
				throw ex;
			}
		});
	}

}
