package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What Temporal is given, in every zone from 2024 to 2040, against somebody who looks at
 * the clock on the wall every quarter of an hour.
 */
class ScheduleMomentsTests {

	private static final SchedulePeriod ALWAYS = new SchedulePeriod(null, null);

	private static final int DAYS = 3;

	private static final Duration STEP = Duration.ofMinutes(15);

	private static final List<Sample> SAMPLES = List.of(
			new Sample("15 1 * * *", (at) -> at.toLocalTime().equals(LocalTime.of(1, 15))),
			new Sample("0 0 * * *", (at) -> at.toLocalTime().equals(LocalTime.MIDNIGHT)),
			new Sample("30 2,23 * * 6",
					(at) -> at.getDayOfWeek().getValue() == 6 && at.getMinute() == 30
							&& (at.getHour() == 2 || at.getHour() == 23)),
			new Sample("0 0-3 1-7 3,4,9-11 *",
					(at) -> at.getMinute() == 0 && at.getHour() < 4 && at.getDayOfMonth() < 8
							&& List.of(3, 4, 9, 10, 11).contains(at.getMonthValue())),
			new Sample("0 10 * * SAT-SUN",
					(at) -> at.toLocalTime().equals(LocalTime.of(10, 0)) && at.getDayOfWeek().getValue() > 5),
			new Sample("*/30 0-2 * * *", (at) -> at.getMinute() % 30 == 0 && at.getHour() < 3));

	@Test
	void firesOncePerLocalDayAndTimeInEveryZone() {
		for (ZoneId zone : zones()) {
			for (int year = 2025; year <= 2041; year += 4) {
				Instant now = Instant.parse(year + "-06-01T00:00:00Z");
				List<Calendars> temporal = SAMPLES.stream()
					.map((sample) -> new Calendars(WallClock.read(sample.cron, zone).spec(ALWAYS, now).getCalendars()))
					.toList();
				for (LocalDate day : days(zone.getRules(), year - 1, Math.min(year + 2, 2040))) {
					Map<LocalDateTime, Instant> seen = watched(zone.getRules(), day);
					for (int i = 0; i < SAMPLES.size(); i++) {
						assertThat(temporal.get(i).from(day)).as(SAMPLES.get(i).cron + " " + zone + " " + day)
							.isEqualTo(SAMPLES.get(i).in(seen, day));
					}
				}
			}
		}
	}

	/** One zone for each way to reckon in these years. */
	private static Collection<ZoneId> zones() {
		Map<Object, ZoneId> zones = new HashMap<>();
		ZoneId.getAvailableZoneIds()
			.stream()
			.sorted()
			.map(ZoneId::of)
			.forEach((zone) -> zones.putIfAbsent(changes(zone.getRules()), zone));
		return zones.values();
	}

	private static List<Object> changes(ZoneRules rules) {
		Instant start = Instant.parse("2023-01-01T00:00:00Z");
		Instant end = Instant.parse("2045-01-01T00:00:00Z");
		List<Object> changes = new ArrayList<>(List.of(rules.getOffset(start)));
		ZoneOffsetTransition change = rules.nextTransition(start);
		while (change != null && change.getInstant().isBefore(end)) {
			changes.add(change);
			change = rules.nextTransition(change.getInstant());
		}
		return changes;
	}

	/** The day before each change of the clocks, and some others. */
	private static Collection<LocalDate> days(ZoneRules rules, int first, int last) {
		TreeSet<LocalDate> days = new TreeSet<>();
		Instant end = Instant.parse((last + 1) + "-01-01T00:00:00Z");
		Instant at = Instant.parse(first + "-01-01T00:00:00Z");
		for (Instant any = at; any.isBefore(end); any = any.plus(Duration.ofDays(211))) {
			days.add(LocalDate.ofInstant(any, ZoneOffset.UTC));
		}
		ZoneOffsetTransition change = rules.nextTransition(at.plus(Duration.ofDays(2)));
		while (change != null && change.getInstant().isBefore(end.minus(Duration.ofDays(2)))) {
			days.add(LocalDate.ofInstant(change.getInstant(), ZoneOffset.UTC).minusDays(1));
			change = rules.nextTransition(change.getInstant());
		}
		return days;
	}

	/**
	 * What the clock shows in some days from one on, and what it has just skipped; what
	 * it shows twice counts the second time.
	 */
	private static Map<LocalDateTime, Instant> watched(ZoneRules rules, LocalDate day) {
		Map<LocalDateTime, Instant> seen = new HashMap<>();
		Instant from = start(day);
		// The second time may come after the end.
		Instant to = start(day.plusDays(DAYS)).plus(Duration.ofHours(2));
		LocalDateTime before = shown(rules, from.minus(STEP));
		for (Instant at = from; at.isBefore(to); at = at.plus(STEP)) {
			LocalDateTime shown = shown(rules, at);
			for (LocalDateTime one = before.plus(STEP); one.isBefore(shown); one = one.plus(STEP)) {
				seen.put(one, at);
			}
			seen.put(shown, at);
			before = shown;
		}
		return seen;
	}

	private static LocalDateTime shown(ZoneRules rules, Instant at) {
		return LocalDateTime.ofInstant(at, rules.getOffset(at));
	}

	private static Instant start(LocalDate day) {
		return day.atStartOfDay(ZoneOffset.UTC).toInstant();
	}

	/** What the calendars of Temporal match, by its documentation. */
	private record Calendars(List<ScheduleCalendarSpec> all) {

		Set<Instant> from(LocalDate first) {
			Set<Instant> moments = new TreeSet<>();
			for (LocalDate day = first; day.isBefore(first.plusDays(DAYS)); day = day.plusDays(1)) {
				add(day, moments);
			}
			return moments;
		}

		private void add(LocalDate day, Set<Instant> moments) {
			for (ScheduleCalendarSpec one : this.all) {
				if (has(one.getYear(), day.getYear()) && has(one.getMonth(), day.getMonthValue())
						&& has(one.getDayOfMonth(), day.getDayOfMonth())) {
					values(one.getHour()).forEach((hour) -> values(one.getMinutes())
						.forEach((minute) -> moments.add(day.atTime(hour, minute).toInstant(ZoneOffset.UTC))));
				}
			}
		}

		private static boolean has(List<ScheduleRange> ranges, int value) {
			return ranges.stream().anyMatch((range) -> range.getStart() <= value && value <= range.getEnd());
		}

		private static IntStream values(List<ScheduleRange> ranges) {
			return ranges.stream().flatMapToInt((range) -> IntStream.rangeClosed(range.getStart(), range.getEnd()));
		}

	}

	/** A cron line and what it means. */
	private record Sample(String cron, Predicate<LocalDateTime> fires) {

		Set<Instant> in(Map<LocalDateTime, Instant> seen, LocalDate day) {
			Instant end = start(day.plusDays(DAYS));
			Set<Instant> moments = new TreeSet<>();
			seen.forEach((shown, at) -> {
				if (this.fires.test(shown) && at.isBefore(end)) {
					moments.add(at);
				}
			});
			return moments;
		}

	}

}
