package cinema.worker.inbox;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What becomes of messages with time: those put off come back, old ones go. */
@Component
class InboxSweep {

	private static final Logger logger = LoggerFactory.getLogger(InboxSweep.class);

	/** Longer than anything that could still be delivered is on its way. */
	private static final Duration MARK = Duration.ofDays(400);

	private final Inbox inbox;

	private final JdbcClient jdbc;

	private final InboxProperties properties;

	private final Clock clock;

	InboxSweep(Inbox inbox, JdbcClient jdbc, InboxProperties properties, Clock clock) {
		this.inbox = inbox;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(fixedDelay = 1000)
	void wake() {
		carefully(this.inbox::wake);
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		carefully(() -> {
			this.inbox.drop(this.clock.instant().minus(this.properties.retention()));
			new Sweep("inbox_person", "erased_at").delete(this.jdbc, this.clock.instant().minus(MARK));
		});
	}

	private static void carefully(Runnable sweep) {
		try {
			sweep.run();
		}
		catch (RuntimeException trouble) {
			logger.warn("Inboxes stay as they are for now: {}", trouble.getClass().getSimpleName());
		}
	}

}
