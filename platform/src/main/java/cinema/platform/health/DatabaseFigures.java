package cinema.platform.health;

import java.util.Map;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Figures that cost the database a question: asked for now and then, never while somebody
 * scrapes. Every instance reads the same tables and reports the same.
 */
public final class DatabaseFigures {

	private static final Logger logger = LoggerFactory.getLogger(DatabaseFigures.class);

	private final JdbcClient jdbc;

	private final MeterRegistry meters;

	private final String question;

	private volatile Map<String, Object> row = Map.of();

	/**
	 * Asks for figures.
	 * @param question answered by one row, whose columns are numbers
	 */
	public DatabaseFigures(JdbcClient jdbc, MeterRegistry meters, String question) {
		this.jdbc = jdbc;
		this.meters = meters;
		this.question = question;
	}

	/** Reports a column of the row as a gauge. */
	public DatabaseFigures gauge(String name, String column, @Nullable String unit, String description) {
		Gauge.builder(name, () -> value(column)).baseUnit(unit).description(description).register(this.meters);
		return this;
	}

	/** What nobody can tell is no number, and not zero. */
	private double value(String column) {
		return (this.row.get(column) instanceof Number number) ? number.doubleValue() : Double.NaN;
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() {
		try {
			this.row = this.jdbc.sql(this.question).query().singleRow();
		}
		catch (DataAccessException ex) {
			this.row = Map.of();
			logger.debug("Figures cannot be read: {}", ex.getClass().getSimpleName());
		}
	}

}
