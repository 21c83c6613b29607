package cinema.worker.ledger;

import cinema.platform.health.DatabaseFigures;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the ledger has in hand, and which of its outcomes nobody knows of yet. */
@Configuration(proxyBeanMethods = false)
class LedgerFigures {

	/** Answered by the partial index, however long the table is. */
	private static final String FIGURES = """
			select count(*) filter (where state in ('CLAIMED', 'SENDING')) as in_hand,
			       count(*) filter (where state not in ('CLAIMED', 'SENDING')) as open,
			       greatest(0, coalesce(extract(epoch from now() - min(receipt_due_at)
			           filter (where state not in ('CLAIMED', 'SENDING'))), 0)) as age
			  from ledger where acknowledged_at is null
			""";

	@Bean
	DatabaseFigures openPostings(JdbcClient jdbc, MeterRegistry meters) {
		return new DatabaseFigures(jdbc, meters, FIGURES)
			.gauge("cinema.ledger.in.hand", "in_hand", null, "postings that are claimed or being sent")
			.gauge("cinema.ledger.unacknowledged", "open", null, "outcomes whose receipt no broker has confirmed")
			.gauge("cinema.ledger.unacknowledged.age", "age", "seconds", "for how long the oldest of them waits");
	}

}
