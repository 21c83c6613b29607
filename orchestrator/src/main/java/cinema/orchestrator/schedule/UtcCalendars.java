package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;

/**
 * Moments as Temporal's calendars in UTC, where every day has 24 hours: a handful for
 * each year, since most days of a month have the same ones.
 */
final class UtcCalendars {

	private static final int WHOLE_MONTH = 31;

	private UtcCalendars() {
	}

	/**
	 * Calendars that match these full minutes and no others.
	 * @param comment what the web UI shows beside each
	 */
	static List<ScheduleCalendarSpec> of(Stream<Instant> moments, String comment) {
		// By the hour, since a schedule may fire a million times in these years.
		Map<Long, BitSet> minutes = new HashMap<>();
		moments.mapToLong((moment) -> moment.getEpochSecond() / 60)
			.forEach((minute) -> minutes.computeIfAbsent(minute / 60, (hour) -> new BitSet()).set((int) (minute % 60)));
		Map<LocalDate, Map<Integer, BitSet>> hoursByDay = new TreeMap<>();
		minutes.forEach(
				(hour, which) -> hoursByDay.computeIfAbsent(LocalDate.ofEpochDay(hour / 24), (day) -> new TreeMap<>())
					.put((int) (hour % 24), which));
		Map<Hours, Map<Integer, BitSet>> days = new LinkedHashMap<>();
		hoursByDay.forEach((day,
				hours) -> inverted(hours).forEach((which, when) -> days
					.computeIfAbsent(new Hours(day.getYear(), when, which), (key) -> new TreeMap<>())
					.computeIfAbsent(day.getMonthValue(), (key) -> new BitSet())
					.set(day.getDayOfMonth())));
		List<ScheduleCalendarSpec> calendars = new ArrayList<>();
		days.forEach((hours, months) -> inverted(whole(hours.year, months))
			.forEach((which, when) -> calendars.add(calendar(hours, when, which, comment))));
		return calendars;
	}

	/** Which of the keys have the same value. */
	private static Map<BitSet, BitSet> inverted(Map<Integer, BitSet> values) {
		Map<BitSet, BitSet> keys = new LinkedHashMap<>();
		values.forEach((key, value) -> keys.computeIfAbsent(value, (same) -> new BitSet()).set(key));
		return keys;
	}

	/** A month that has all of its days is like any other that has. */
	private static Map<Integer, BitSet> whole(int year, Map<Integer, BitSet> months) {
		months.forEach((month, days) -> {
			int last = LocalDate.of(year, month, 1).lengthOfMonth();
			days.set(last + 1, WHOLE_MONTH + 1, days.cardinality() == last);
		});
		return months;
	}

	private static ScheduleCalendarSpec calendar(Hours hours, BitSet months, BitSet days, String comment) {
		return ScheduleCalendarSpec.newBuilder()
			.setYear(List.of(range(hours.year, hours.year)))
			.setMonth(ranges(months))
			.setDayOfMonth(ranges(days))
			.setHour(ranges(hours.hours))
			.setMinutes(ranges(hours.minutes))
			.setSeconds(List.of(range(0, 0)))
			.setDayOfWeek(List.of(range(0, 6)))
			.setComment(comment)
			.build();
	}

	private static List<ScheduleRange> ranges(BitSet values) {
		List<ScheduleRange> ranges = new ArrayList<>();
		for (int from = values.nextSetBit(0); from >= 0; from = values.nextSetBit(values.nextClearBit(from))) {
			ranges.add(range(from, values.nextClearBit(from) - 1));
		}
		return ranges;
	}

	/** Written out as the server does, so that what it keeps can be compared. */
	private static ScheduleRange range(int from, int to) {
		return new ScheduleRange(from, to, 1);
	}

	/** Times of day of a year: each of the minutes in each of the hours. */
	private record Hours(int year, BitSet hours, BitSet minutes) {
	}

}
