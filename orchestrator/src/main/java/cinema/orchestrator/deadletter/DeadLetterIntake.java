package cinema.orchestrator.deadletter;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.journal.Journal;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Writes down what the brokers have of dead letters, and forgets what is old. Who was
 * erased is looked for after it is written, so that an erasure at the same time misses
 * nothing.
 */
@Component
class DeadLetterIntake {

	private final DeadLetterTable table;

	private final Journal journal;

	private final JdbcClient jdbc;

	private final DeadLetterProperties properties;

	private final Clock clock;

	DeadLetterIntake(DeadLetterTable table, Journal journal, JdbcClient jdbc, DeadLetterProperties properties,
			Clock clock) {
		this.table = table;
		this.journal = journal;
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** Returns when all of them are committed. */
	void keep(List<FoundLetter> letters) {
		Set<String> names = new HashSet<>();
		letters.forEach((found) -> {
			DeadIdentity identity = DeadIdentity.of(found.content().body());
			this.table.keep(found, identity);
			names.addAll(identity.names());
		});
		if (!names.isEmpty()) {
			this.journal.erased(names).forEach((userId) -> this.table.forget(userId, List.of()));
		}
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forgetOld() {
		new Sweep("dead_letter", "died_at").delete(this.jdbc, this.clock.instant().minus(this.properties.keep()));
	}

}
