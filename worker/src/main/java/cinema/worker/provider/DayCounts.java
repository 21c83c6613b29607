package cinema.worker.provider;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What all workers together have sent by a provider on a day (UTC). */
@Component
public class DayCounts {

	private static final Logger logger = LoggerFactory.getLogger(DayCounts.class);

	/** One statement, so that two instances never take the same letter. */
	private static final String TAKE = """
			insert into provider_day as d (provider, day, letters)
			select :provider, :day, :letters where :letters <= :most
			on conflict (provider, day) do update set letters = d.letters + excluded.letters
			 where d.letters + excluded.letters <= :most
			""";

	private static final int DAYS_KEPT = 400;

	private final JdbcClient jdbc;

	private final Clock clock;

	public DayCounts(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	LocalDate today() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	/**
	 * Sets letters aside; committed when it returns.
	 * @return false when the day has not so many left
	 */
	boolean take(String provider, LocalDate day, int letters, int most) {
		return this.jdbc.sql(TAKE)
			.param("provider", provider)
			.param("day", day)
			.param("letters", letters)
			.param("most", most)
			.update() > 0;
	}

	/** Letters that were set aside and not sent. */
	void giveBack(String provider, LocalDate day, int letters) {
		try {
			this.jdbc.sql("update provider_day set letters = greatest(0, letters - ?) where provider = ? and day = ?")
				.params(letters, provider, day)
				.update();
		}
		catch (DataAccessException away) {
			logger.warn("{} letters of {} count although they were not sent: {}", letters, provider,
					away.getClass().getSimpleName());
		}
	}

	@Scheduled(fixedDelay = 60, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		try {
			this.jdbc.sql("delete from provider_day where day < ?").param(today().minusDays(DAYS_KEPT)).update();
		}
		catch (DataAccessException away) {
			logger.debug("Old days stay for now: {}", away.getClass().getSimpleName());
		}
	}

}
