package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

import cinema.platform.problem.RefusedException;
import io.temporal.client.schedules.ScheduleCalendarSpec;
import io.temporal.client.schedules.ScheduleRange;
import io.temporal.client.schedules.ScheduleSpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.scheduling.support.CronExpression;

/**
 * When a schedule fires, by the clock on the wall of a zone. An hour that comes twice
 * counts once. Temporal leaves out an hour that the clocks skip; so that it fires once
 * all the same, the moment of the skip is added for the years to come.
 *
 * @param cron minute, hour, day of month, month, day of week
 */
record WallClock(String cron, ZoneId zone) {

	private static final List<String> FIELDS = List.of("minute", "hour", "day_of_month", "month", "day_of_week");

	/** Numbers and names; what else Spring reads, Temporal does not. */
	private static final String FIELD = "(?:[0-9*,/-]|[A-Za-z]{3})+";

	/** Five of them; one that is too long is not read to its end. */
	static final String CRON = "^(?=.{9,500}$)" + FIELD + "( " + FIELD + "){4}$";

	private static final Duration YEAR = Duration.ofDays(366);

	private static final int YEARS = 10;

	static WallClock read(String cron, ZoneId zone) {
		RefusedException.unless(cron.matches(CRON), "cron",
				"has to be five fields: minute, hour, day of month, month, day of week");
		RefusedException.unless(CronExpression.isValidExpression("0 " + cron), "cron",
				"has a " + unreadable(cron) + " that cannot be read");
		WallClock clock = new WallClock(cron, zone);
		RefusedException.unless(clock.next(LocalDateTime.of(2024, 1, 1, 0, 0)) != null, "cron", "never fires");
		return clock;
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
		int count = 0;
		LocalDateTime end = LocalDateTime.ofInstant(to, this.zone);
		LocalDateTime at = next(LocalDateTime.ofInstant(from, this.zone).minusNanos(1));
		while (at != null && !at.isAfter(end) && count < limit) {
			count++;
			at = next(at);
		}
		return count;
	}

	/** What Temporal is to know; the year before too, of which somebody may backfill. */
	ScheduleSpec spec(SchedulePeriod term, Instant now) {
		ScheduleSpec.Builder spec = ScheduleSpec.newBuilder()
			.setCronExpressions(List.of(this.cron))
			.setCalendars(skips(now.minus(YEAR), now.plus(YEAR.multipliedBy(YEARS))))
			.setTimeZoneName(this.zone.getId());
		if (term.from() != null) {
			spec.setStartAt(term.from());
		}
		if (term.until() != null) {
			spec.setEndAt(term.until());
		}
		return spec.build();
	}

	/** The moments at which the clocks skip an hour in which it were to fire. */
	List<ScheduleCalendarSpec> skips(Instant first, Instant last) {
		List<ScheduleCalendarSpec> skips = new ArrayList<>();
		ZoneOffsetTransition change = this.zone.getRules().nextTransition(first);
		while (change != null && change.getInstant().isBefore(last)) {
			LocalDateTime skipped = change.isGap() ? next(change.getDateTimeBefore().minusNanos(1)) : null;
			if (skipped != null && skipped.isBefore(change.getDateTimeAfter())) {
				skips.add(once(change.getDateTimeAfter()));
			}
			change = this.zone.getRules().nextTransition(change.getInstant());
		}
		return skips;
	}

	private @Nullable LocalDateTime next(LocalDateTime after) {
		return CronExpression.parse("0 " + this.cron).next(after);
	}

	private static ScheduleCalendarSpec once(LocalDateTime at) {
		return ScheduleCalendarSpec.newBuilder()
			.setYear(exactly(at.getYear()))
			.setMonth(exactly(at.getMonthValue()))
			.setDayOfMonth(exactly(at.getDayOfMonth()))
			.setHour(exactly(at.getHour()))
			.setMinutes(exactly(at.getMinute()))
			.setComment("the clocks skip its hour")
			.build();
	}

	private static List<ScheduleRange> exactly(int value) {
		return List.of(new ScheduleRange(value));
	}

}
