package cinema.orchestrator.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.retention.RetentionProperties;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Letters by the hour in which they ended, and by outcome. Triggers of the journal count
 * them as differences, in the transaction that changes it.
 */
@Component
public class JournalHours {

	private static final String PUT_TOGETHER = """
			with gone as (delete from journal_hour where hour in (
			                  select hour from journal_hour group by hour having count(*) > 50) returning *)
			insert into journal_hour (hour, channel, state, letters)
			    select hour, channel, state, sum(letters) from gone group by 1, 2, 3
			""";

	private final JdbcClient jdbc;

	private final RetentionProperties properties;

	private final Clock clock;

	JournalHours(JdbcClient jdbc, RetentionProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** What ended in the hours that begin within that time, the oldest first. */
	public List<Hour> between(Instant from, Instant to) {
		return this.jdbc.sql("""
				select hour, state as outcome, sum(letters) as letters from journal_hour
				 where hour >= ? and hour < ? group by 1, 2 having sum(letters) > 0 order by 1, 2
				""").params(Timestamp.from(from), Timestamp.from(to)).query(Hour.class).list();
	}

	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void putTogether() {
		this.jdbc.sql(PUT_TOGETHER).update();
		new Sweep("journal_hour", "hour").delete(this.jdbc, this.clock.instant().minus(this.properties.journal()));
	}

	/**
	 * How many letters ended so.
	 *
	 * @param hour when the hour began
	 * @param outcome a state that is an end
	 */
	public record Hour(Instant hour, String outcome, long letters) {
	}

}
