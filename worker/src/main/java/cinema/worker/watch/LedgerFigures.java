package cinema.worker.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How much the ledger still owes: postings in hand, and receipts that no broker has
 * confirmed. Every instance reads the same table and reports the same.
 */
@Component
class LedgerFigures {

	private static final Logger logger = LoggerFactory.getLogger(LedgerFigures.class);

	/** Answered by the partial index, however long the table is. */
	private static final String FIGURES = """
			select count(*) filter (where state in ('CLAIMED', 'SENDING')) as in_hand,
			       count(*) filter (where state not in ('CLAIMED', 'SENDING')) as open,
			       coalesce(extract(epoch from now() - min(receipt_due_at)
			           filter (where state not in ('CLAIMED', 'SENDING'))), 0) as age
			  from ledger where acknowledged_at is null
			""";

	private final JdbcClient jdbc;

	private volatile Figures figures = Figures.UNKNOWN;

	LedgerFigures(JdbcClient jdbc, MeterRegistry meters) {
		this.jdbc = jdbc;
		Gauge.builder("cinema.ledger.in.hand", () -> this.figures.inHand())
			.description("postings that are claimed or being sent")
			.register(meters);
		Gauge.builder("cinema.ledger.unacknowledged", () -> this.figures.open())
			.description("outcomes whose receipt no broker has confirmed")
			.register(meters);
		Gauge.builder("cinema.ledger.unacknowledged.age", () -> this.figures.age())
			.description("for how long the oldest of them waits")
			.baseUnit("seconds")
			.register(meters);
	}

	/** What nobody can tell is no number, and not zero. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() {
		try {
			this.figures = this.jdbc.sql(FIGURES)
				.query((row, number) -> new Figures(row.getDouble("in_hand"), row.getDouble("open"),
						Math.max(0, row.getDouble("age"))))
				.single();
		}
		catch (DataAccessException ex) {
			this.figures = Figures.UNKNOWN;
			logger.debug("The ledger cannot be read: {}", ex.getClass().getSimpleName());
		}
	}

	private record Figures(double inHand, double open, double age) {

		static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN, Double.NaN);

	}

}
