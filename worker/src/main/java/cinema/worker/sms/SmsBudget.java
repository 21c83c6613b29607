package cinema.worker.sms;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * How many parts may be sent in a day (UTC), by all workers together: a part is taken
 * before its message is sent.
 */
class SmsBudget {

	private static final Logger logger = LoggerFactory.getLogger(SmsBudget.class);

	/** One statement, so that two instances never take the same part. */
	private static final String TAKE = """
			insert into sms_day as d (day, parts) values (:day, :parts)
			on conflict (day) do update set parts = d.parts + excluded.parts where d.parts + excluded.parts <= :most
			""";

	private static final int DAYS_KEPT = 400;

	private final Map<Urgency, Counter> capped;

	private final JdbcClient jdbc;

	private final SmsProperties properties;

	private final Clock clock;

	private volatile double today = Double.NaN;

	SmsBudget(JdbcClient jdbc, SmsProperties properties, MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
		this.capped = Map.of(Urgency.URGENT, capped(meters, Urgency.URGENT), Urgency.NORMAL,
				capped(meters, Urgency.NORMAL), Urgency.BULK, capped(meters, Urgency.BULK));
		Gauge.builder("cinema.sms.parts.today", () -> this.today)
			.description("parts of short messages of this day (UTC), of all workers together")
			.register(meters);
		Gauge.builder("cinema.sms.parts.limit", properties::partsADay)
			.description("so many parts a day there may be, and a few more for urgent messages")
			.register(meters);
	}

	private static Counter capped(MeterRegistry meters, Urgency urgency) {
		return meters.counter("cinema.sms.capped", "urgency", urgency.toString());
	}

	/** Null when there are not so many left; committed when it returns. */
	@Nullable Taken take(int parts, Urgency urgency) {
		int most = this.properties.partsADay() + ((urgency == Urgency.URGENT) ? this.properties.urgentReserve() : 0);
		LocalDate day = day();
		int taken = this.jdbc.sql(TAKE).param("day", day).param("parts", parts).param("most", most).update();
		if (taken == 0) {
			Counter counter = this.capped.get(urgency);
			if (counter != null) {
				counter.increment();
			}
			return null;
		}
		return new Taken(day, parts);
	}

	/** Of a message that was surely not sent. */
	void giveBack(Taken taken) {
		try {
			this.jdbc.sql("update sms_day set parts = greatest(0, parts - ?) where day = ?")
				.params(taken.parts(), taken.day())
				.update();
		}
		catch (DataAccessException away) {
			logger.warn("{} parts count although they were not sent: {}", taken.parts(),
					away.getClass().getSimpleName());
		}
	}

	/** When there are parts again. */
	Instant nextDay() {
		return day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	private LocalDate day() {
		return LocalDate.ofInstant(this.clock.instant(), ZoneOffset.UTC);
	}

	/** What all have taken, for the figures. */
	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void look() {
		try {
			this.today = this.jdbc.sql("select coalesce(sum(parts), 0) from sms_day where day = ?")
				.param(day())
				.query(Integer.class)
				.single();
		}
		catch (DataAccessException away) {
			this.today = Double.NaN;
		}
	}

	@Scheduled(fixedDelay = 60, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		try {
			this.jdbc.sql("delete from sms_day where day < ?").param(day().minusDays(DAYS_KEPT)).update();
		}
		catch (DataAccessException away) {
			logger.debug("Old days stay for now: {}", away.getClass().getSimpleName());
		}
	}

	/** Parts that somebody has in hand. */
	record Taken(LocalDate day, int parts) {

		Taken without(int sent) {
			return new Taken(this.day, this.parts - sent);
		}

	}

}
