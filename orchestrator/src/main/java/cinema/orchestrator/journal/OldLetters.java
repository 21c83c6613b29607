package cinema.orchestrator.journal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.retention.RetentionProperties;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets letters that ended a while ago, and later that there were any. */
@Component
class OldLetters {

	private static final String ENDED = "state not in ('HELD', 'DISPATCHED', 'DEFERRED', 'POSTPONED') and coalesce(concluded_at, planned_at) < '%s'";

	private final JdbcClient jdbc;

	private final RetentionProperties properties;

	private final Clock clock;

	OldLetters(JdbcClient jdbc, RetentionProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		Instant letters = before(this.properties.letters());
		new Sweep("journal", "planned_at", "posting is not null and " + ENDED.formatted(letters)).change(this.jdbc,
				"posting = null", letters);
		new Sweep("journal", "planned_at").delete(this.jdbc, before(this.properties.journal()));
	}

	private Instant before(Duration ago) {
		return this.clock.instant().minus(ago);
	}

}
