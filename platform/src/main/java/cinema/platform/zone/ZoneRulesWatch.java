package cinema.platform.zone;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Tells the version of the JDK's rules of time zones, and in how many zones PostgreSQL,
 * which does not tell a version, reckons otherwise on the first of each month to come.
 */
final class ZoneRulesWatch {

	private static final Logger logger = LoggerFactory.getLogger(ZoneRulesWatch.class);

	private static final String OFFSETS = """
			select name, extract(epoch from at)::bigint as at,
			       extract(epoch from (at at time zone name) - (at at time zone 'UTC'))::int as seconds
			  from pg_timezone_names,
			       generate_series(cast(:from as timestamptz), cast(:from as timestamptz) + interval '2 years', interval '1 month') as at
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	private volatile double differing = Double.NaN;

	ZoneRulesWatch(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
		String version = ZoneRulesProvider.getVersions("UTC").lastKey();
		logger.info("The rules of time zones are {}", version);
		Gauge.builder("cinema.tzdata.info", () -> 1)
			.tag("version", version)
			.description("the version of the JDK's rules of time zones")
			.register(meters);
		Gauge.builder("cinema.tzdata.differing", () -> this.differing)
			.description("zones in which PostgreSQL reckons otherwise")
			.register(meters);
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.DAYS)
	void compare() {
		try {
			Set<String> others = differing();
			this.differing = others.size();
			if (!others.isEmpty()) {
				logger.warn("PostgreSQL reckons otherwise in {} time zones, for example {}", others.size(),
						others.iterator().next());
			}
		}
		catch (DataAccessException ex) {
			this.differing = Double.NaN;
			logger.debug("The rules of time zones cannot be compared: {}", ex.getClass().getSimpleName());
		}
	}

	private Set<String> differing() {
		Set<String> known = ZoneId.getAvailableZoneIds();
		Set<String> others = new TreeSet<>();
		Instant month = this.clock.instant()
			.atOffset(ZoneOffset.UTC)
			.toLocalDate()
			.withDayOfMonth(1)
			.atStartOfDay(ZoneOffset.UTC)
			.toInstant();
		this.jdbc.sql(OFFSETS).param("from", month.toString()).query((row) -> {
			String name = row.getString("name");
			if (known.contains(name) && offset(name, row) != row.getInt("seconds")) {
				others.add(name);
			}
		});
		return others;
	}

	private static int offset(String name, ResultSet row) throws SQLException {
		return ZoneId.of(name).getRules().getOffset(Instant.ofEpochSecond(row.getLong("at"))).getTotalSeconds();
	}

}
