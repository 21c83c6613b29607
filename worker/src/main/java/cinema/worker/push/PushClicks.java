package cinema.worker.push;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
import cinema.worker.inbox.Inbox;
import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.queue.WireFormat;
import cinema.worker.receipt.SeenRelay;
import cinema.workflows.contract.Channel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Which notifications were clicked, each once, and told to whoever wrote them; what the
 * inbox has of the same notice counts as seen, too.
 */
@Component
class PushClicks {

	private static final Logger logger = LoggerFactory.getLogger(PushClicks.class);

	/**
	 * Longer than most proofs are good; what is said again after that changes nothing.
	 */
	private static final Duration KEPT = Duration.ofDays(30);

	private final JdbcClient jdbc;

	private final Ledger ledger;

	private final Inbox inbox;

	private final SeenRelay relay;

	private final PushProperties properties;

	private final Clock clock;

	PushClicks(JdbcClient jdbc, Ledger ledger, Inbox inbox, ConfirmedPublisher publisher, WireFormat wire,
			PushProperties properties, Clock clock) {
		this.inbox = inbox;
		this.properties = properties;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.relay = new SeenRelay(Channel.PUSH, "push_seen", jdbc, ledger, publisher, wire);
		this.clock = clock;
	}

	/** What the ledger does not know any more nobody waits for. */
	void note(UUID posting) {
		this.ledger.written(posting).ifPresent((by) -> {
			this.jdbc.sql("""
					insert into push_seen (posting_id, workflow_id, attempt, seen_at) values (?, ?, ?, ?)
					on conflict (posting_id) do nothing
					""").params(posting, by.workflowId(), by.attempt(), Timestamp.from(this.clock.instant())).update();
			if (by.messageId() != null) {
				this.inbox.see(by.messageId());
			}
		});
	}

	/** Without a key nothing can be clicked. */
	@Scheduled(fixedDelay = 500)
	void tell() {
		if (this.properties.isOn()) {
			this.relay.tell();
		}
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void sweep() {
		try {
			new Sweep("push_seen", "seen_at").delete(this.jdbc, this.clock.instant().minus(KEPT));
		}
		catch (RuntimeException trouble) {
			logger.warn("What was clicked long ago stays for now: {}", trouble.getClass().getSimpleName());
		}
	}

}
