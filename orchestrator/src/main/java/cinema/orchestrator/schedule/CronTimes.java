package cinema.orchestrator.schedule;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import org.springframework.scheduling.support.CronExpression;

/** The local days and times of day that a cron line names. */
record CronTimes(CronExpression days, List<LocalTime> times) {

	/**
	 * Reads five fields.
	 * @throws IllegalArgumentException when they cannot be read
	 */
	static CronTimes parse(String cron) {
		String[] fields = cron.split(" ", 3);
		return new CronTimes(CronExpression.parse("0 0 0 " + fields[2]),
				times(CronExpression.parse("0 " + fields[0] + " " + fields[1] + " * * *")));
	}

	private static List<LocalTime> times(CronExpression daily) {
		LocalDateTime midnight = LocalDate.EPOCH.atStartOfDay();
		return Stream.iterate(daily.next(midnight.minusNanos(1)), daily::next)
			.takeWhile((at) -> at.isBefore(midnight.plusDays(1)))
			.map(LocalDateTime::toLocalTime)
			.toList();
	}

	/** The days from one on, in order. */
	Stream<LocalDate> from(LocalDate first) {
		return Stream.iterate(this.days.next(first.atStartOfDay().minusNanos(1)), Objects::nonNull, this.days::next)
			.map(LocalDateTime::toLocalDate);
	}

}
