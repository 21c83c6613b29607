package cinema.orchestrator.draft;

import java.time.Clock;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Forgets drafts, with what was submitted of them, a while after they have ended. One
 * that has become a schedule tells who approved what the schedule still sends.
 */
@Component
class EndedDrafts {

	private final JdbcClient jdbc;

	private final DraftProperties properties;

	private final Clock clock;

	EndedDrafts(JdbcClient jdbc, DraftProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetOld() {
		new Sweep("mailing_draft", "changed_at", "state in ('STARTED', 'STOPPED')").delete(this.jdbc,
				this.clock.instant().minus(this.properties.keep()));
	}

}
