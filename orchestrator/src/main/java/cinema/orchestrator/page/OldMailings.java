package cinema.orchestrator.page;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.retention.RetentionProperties;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets mailings that ended long ago. */
@Component
class OldMailings {

	private final JdbcClient jdbc;

	private final RetentionProperties properties;

	private final Clock clock;

	OldMailings(JdbcClient jdbc, RetentionProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forget() {
		new Sweep("mailing", "ended_at").delete(this.jdbc, this.clock.instant().minus(this.properties.mailings()));
	}

}
