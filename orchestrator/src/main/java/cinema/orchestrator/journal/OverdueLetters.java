package cinema.orchestrator.journal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * How many letters of events have neither arrived nor ended, and wait for nothing but an
 * answer or another try: letter by letter, whatever else their events wait for. Letters
 * of mailings wait for a pause, a rate or a window as well, and are not counted.
 */
@Component
class OverdueLetters {

	private static final Logger logger = LoggerFactory.getLogger(OverdueLetters.class);

	/**
	 * Of those that were dispatched within six hours, and so many of the last two minutes
	 * and of before at most: whoever looks every few seconds must not read what a busy
	 * hour has brought.
	 */
	private static final String COUNT = """
			with sent as (select state, planned_at, held_until, deadline, dispatched_at from journal
			               where workflow_id like 'event/%' and dispatched_at > now() - interval '2 minutes'
			               order by dispatched_at desc limit 20000),
			     before as (select state, planned_at, held_until, deadline, dispatched_at from journal
			                 where workflow_id like 'event/%' and dispatched_at between now() - interval '6 hours' and now() - interval '2 minutes'
			                 order by dispatched_at desc limit 20000)
			select count(*) from (select * from sent union all select * from before) as recent
			 where state in ('DISPATCHED', 'DEFERRED') and planned_at < now() - interval '2 minutes'
			   and (held_until is null or held_until <= now()) and (deadline is null or deadline > now())
			""";

	private final JdbcClient jdbc;

	private volatile double overdue = Double.NaN;

	OverdueLetters(JdbcClient jdbc, MeterRegistry meters) {
		this.jdbc = jdbc;
		Gauge.builder("cinema.letters.overdue", () -> this.overdue)
			.description("letters of events that do not go on: two minutes old, dispatched within six hours")
			.register(meters);
	}

	/** What nobody can tell is no number, and not zero. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void count() {
		try {
			this.overdue = this.jdbc.sql(COUNT).query(Long.class).single();
		}
		catch (DataAccessException ex) {
			this.overdue = Double.NaN;
			logger.debug("The journal does not count: {}", ex.getClass().getSimpleName());
		}
	}

}
