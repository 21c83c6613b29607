package cinema.worker.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets postings that ended, and were told of, long ago. */
@Component
class OldPostings {

	private static final Logger logger = LoggerFactory.getLogger(OldPostings.class);

	private final JdbcClient jdbc;

	private final RetentionProperties properties;

	private final Clock clock;

	OldPostings(JdbcClient jdbc, RetentionProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		Instant before = this.clock.instant().minus(this.properties.ledger());
		try {
			int gone = new Sweep("ledger", "first_at",
					"acknowledged_at is not null and state not in ('CLAIMED', 'SENDING') and changed_at < '" + before
							+ "'")
				.delete(this.jdbc, before);
			logger.debug("{} rows of the ledger were old", gone);
		}
		catch (RuntimeException trouble) {
			logger.warn("Old postings stay for now: {}", trouble.getClass().getSimpleName());
		}
	}

}
