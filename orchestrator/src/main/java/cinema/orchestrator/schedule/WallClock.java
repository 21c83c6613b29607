package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.LocalMoment;
import io.temporal.client.schedules.ScheduleSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.scheduling.support.CronExpression;

/**
 * When a schedule fires, by the clock on the wall of a zone: once for each day and time
 * of day there. A time that comes twice counts the second time; one that the clocks skip
 * is the moment of the skip. Temporal is given the moments themselves, in UTC, for the
 * next years.
 *
 * @param cron minute, hour, day of month, month, day of week
 */
record WallClock(String cron, ZoneId zone) {

	private static final List<String> FIELDS = List.of("minute", "hour", "day_of_month", "month", "day_of_week");

	/** Numbers and names; what else Spring reads, Temporal does not. */
	private static final String FIELD = "(?:[0-9*,/-]|[A-Za-z]{3})+";

	/** Five of them; one that is too long is not read to its end. */
	static final String CRON = "^(?=.{9,500}$)" + FIELD + "( " + FIELD + "){4}$";

	/** Spring reads a range up to Sunday only where that is a 7. */
	private static final Pattern UP_TO_SUNDAY = Pattern.compile("\\b([1-6]|(?!SUN)[A-Z]{3})-0(?=$|[,/])",
			Pattern.CASE_INSENSITIVE);

	private static final int MOST_COMMENT = 200;

	/** Temporal knows no year after it. */
	static final int LAST_YEAR = 2100;

	private static final int YEARS = 2;

	static WallClock read(String written, ZoneId zone) {
		RefusedException.unless(written.matches(CRON), "cron",
				"has to be five fields: minute, hour, day of month, month, day of week");
		int week = written.lastIndexOf(' ');
		String cron = written.substring(0, week) + UP_TO_SUNDAY.matcher(written.substring(week)).replaceAll("$1-7");
		RefusedException.unless(CronExpression.isValidExpression("0 " + cron), "cron",
				"has a " + unreadable(cron) + " that cannot be read");
		WallClock clock = new WallClock(cron, zone);
		RefusedException.unless(clock.from(Instant.EPOCH).findFirst().isPresent(), "cron", "never fires");
		return clock;
	}

	/**
	 * Refuses a cron line of which cron would make something else: it fires on the days
	 * of the month and on those of the week, not on those that are both.
	 */
	static void requireOneKindOfDay(String cron) {
		String[] fields = cron.strip().split(" ");
		RefusedException.unless(fields.length != FIELDS.size() || fields[2].equals("*") || fields[4].equals("*"),
				"cron", "has both a day of the month and a day of the week: order one schedule for each,"
						+ " or as calendar one that fires on days that are both");
	}

	/** The first field that is none even where all the others are stars. */
	private static String unreadable(String cron) {
		String[] fields = cron.split(" ");
		for (int place = 0; place < fields.length; place++) {
			List<String> one = new ArrayList<>(Collections.nCopies(fields.length, "*"));
			one.set(place, fields[place]);
			if (!CronExpression.isValidExpression("0 " + String.join(" ", one))) {
				return FIELDS.get(place).replace('_', ' ');
			}
		}
		return "field";
	}

	/**
	 * A calendar as a cron line: what is left out is 0 for minutes and hours, else any.
	 */
	static String cron(JsonNode calendar) {
		if (!(calendar instanceof ObjectNode object) || !FIELDS.containsAll(object.propertyNames())) {
			throw ScheduleOrder.refuse("calendar", "has to be an object of " + String.join(", ", FIELDS));
		}
		return FIELDS.stream().map((name) -> field(object, name)).collect(Collectors.joining(" "));
	}

	private static String field(ObjectNode calendar, String name) {
		JsonNode value = calendar.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return (name.equals("minute") || name.equals("hour")) ? "0" : "*";
		}
		List<JsonNode> all = value.isArray() ? value.valueStream().toList() : List.of(value);
		RefusedException.unless(!all.isEmpty() && all.stream().allMatch(WallClock::isWhole), "calendar." + name,
				"has to be a whole number or a list of them");
		return all.stream().map((one) -> String.valueOf(one.intValue())).collect(Collectors.joining(","));
	}

	/** As JSON Schema has it: 5.0 is a whole number. */
	private static boolean isWhole(JsonNode value) {
		return value.canConvertToInt() && value.canConvertToExactIntegral();
	}

	/** How many times it fires in a span, counted up to a limit. */
	int firings(Instant from, Instant to, int limit) {
		return (int) from(from).takeWhile((at) -> !at.isAfter(to)).distinct().limit(limit).count();
	}

	/** Its moments from one on, in order; some come several times. */
	Stream<Instant> from(Instant first) {
		// Local time may be turned back over midnight.
		LocalDate day = first.atZone(this.zone).toLocalDate().minusDays(1);
		CronTimes named = CronTimes.parse(this.cron);
		return named.from(day).flatMap((each) -> on(each, named.times())).dropWhile((at) -> at.isBefore(first));
	}

	/** Most days are far from any change of the clocks. */
	private Stream<Instant> on(LocalDate day, List<LocalTime> times) {
		ZoneRules rules = this.zone.getRules();
		Instant before = day.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
		ZoneOffsetTransition change = rules.nextTransition(before);
		if (change != null && change.getInstant().isBefore(day.plusDays(3).atStartOfDay(ZoneOffset.UTC).toInstant())) {
			return times.stream().map((time) -> LocalMoment.last(day.atTime(time), this.zone));
		}
		ZoneOffset offset = rules.getOffset(before);
		return times.stream().map((time) -> day.atTime(time).toInstant(offset));
	}

	/** From when on Temporal knows its moments: somebody may backfill the year before. */
	static Instant known(Instant now) {
		return newYear(now, -1);
	}

	/** What Temporal is to know, by the rules of zones that are known now. */
	ScheduleSpec spec(SchedulePeriod term, Instant now) {
		Instant start = term.after(now);
		Instant first = (start.isAfter(now)) ? start : known(now);
		Instant end = newYear(start, YEARS + 1);
		// One after it too: a schedule without any is over, and Temporal forgets it.
		Stream<Instant> moments = Stream.concat(from(first).takeWhile((at) -> at.isBefore(end)), from(end).limit(1))
			.filter((at) -> at.isBefore(newYear(LAST_YEAR + 1)));
		ScheduleSpec.Builder spec = ScheduleSpec.newBuilder()
			.setCalendars(UtcCalendars.of(moments, comment()))
			.setTimeZoneName("UTC");
		if (term.from() != null) {
			spec.setStartAt(term.from());
		}
		if (term.until() != null) {
			spec.setEndAt(term.until());
		}
		return spec.build();
	}

	private String comment() {
		String text = this.cron + " " + this.zone;
		return (text.length() > MOST_COMMENT) ? text.substring(0, MOST_COMMENT) : text;
	}

	private static Instant newYear(Instant at, int years) {
		return newYear(at.atOffset(ZoneOffset.UTC).getYear() + years);
	}

	private static Instant newYear(int year) {
		return LocalDate.of(year, 1, 1).atStartOfDay(ZoneOffset.UTC).toInstant();
	}

}
