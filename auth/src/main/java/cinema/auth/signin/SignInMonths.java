package cinema.auth.signin;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;

import cinema.platform.sweep.Sweep;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Keeps the history's monthly partitions: those to come are made ahead, those past their
 * time are dropped.
 */
@Component
class SignInMonths {

	private static final Logger logger = LoggerFactory.getLogger(SignInMonths.class);

	private final JdbcClient jdbc;

	private final SignInProperties properties;

	private final Clock clock;

	SignInMonths(JdbcClient jdbc, SignInProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	@Scheduled(initialDelayString = "PT0S", fixedDelayString = "PT6H")
	void keep() {
		YearMonth now = YearMonth.now(this.clock.withZone(ZoneOffset.UTC));
		for (int i = 0; i <= this.properties.monthsAhead(); i++) {
			create(now.plusMonths(i));
		}
		String oldest = name(now.minusMonths(this.properties.monthsKept()));
		List<String> months = this.jdbc.sql("""
				select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
				 where i.inhparent = 'signins'::regclass and c.relname ~ '^signins_\\d{4}_\\d{2}$'
				""").query(String.class).list();
		months.stream()
			.filter((one) -> one.compareTo(oldest) < 0)
			.forEach((one) -> this.jdbc.sql("drop table if exists " + one).update());
		Instant before = now.minusMonths(this.properties.monthsKept())
			.atDay(1)
			.atStartOfDay(ZoneOffset.UTC)
			.toInstant();
		new Sweep("signins_other", "at").delete(this.jdbc, before);
		new Sweep("devices", "seen_at").delete(this.jdbc, before);
	}

	/** Two instances may do so at once, and rows of that month may be elsewhere. */
	private void create(YearMonth month) {
		try {
			this.jdbc
				.sql("create table if not exists " + name(month) + " partition of signins for values from ('" + month
						+ "-01 00:00:00+00') to ('" + month.plusMonths(1) + "-01 00:00:00+00')")
				.update();
		}
		catch (DataAccessException ex) {
			logger.warn("The partition {} was not made: {}", name(month), ex.getMostSpecificCause().getMessage());
		}
	}

	static String name(YearMonth month) {
		return String.format(Locale.ROOT, "signins_%04d_%02d", month.getYear(), month.getMonthValue());
	}

}
