package cinema.auth.watch;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many events wait to be announced, and for how long. Every instance reads the same
 * table and reports the same.
 */
@Component
class OutboxFigures {

	private static final Logger logger = LoggerFactory.getLogger(OutboxFigures.class);

	/** Answered by the partial index, however long the table is. */
	private static final String FIGURES = """
			select count(*) as open, coalesce(extract(epoch from now() - min(created_at)), 0) as age
			  from outbox where published_at is null
			""";

	private final JdbcClient jdbc;

	private volatile Figures figures = Figures.UNKNOWN;

	OutboxFigures(JdbcClient jdbc, MeterRegistry meters) {
		this.jdbc = jdbc;
		Gauge.builder("cinema.outbox.open", () -> this.figures.open())
			.description("events that are committed and not yet announced")
			.register(meters);
		Gauge.builder("cinema.outbox.age", () -> this.figures.age())
			.description("for how long the oldest of them waits")
			.baseUnit("seconds")
			.register(meters);
	}

	/** What nobody can tell is no number, and not zero. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() {
		try {
			this.figures = this.jdbc.sql(FIGURES)
				.query((row, number) -> new Figures(row.getDouble("open"), Math.max(0, row.getDouble("age"))))
				.single();
		}
		catch (DataAccessException ex) {
			this.figures = Figures.UNKNOWN;
			logger.debug("The outbox cannot be read: {}", ex.getClass().getSimpleName());
		}
	}

	private record Figures(double open, double age) {

		static final Figures UNKNOWN = new Figures(Double.NaN, Double.NaN);

	}

}
