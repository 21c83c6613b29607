package cinema.orchestrator.schedule;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.order.Spelling;
import cinema.orchestrator.order.TimeSpan;
import cinema.platform.problem.RefusedException;
import cinema.platform.text.Characters;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A schedule as staff order it.
 *
 * @param overlap what happens when it fires while the mailing before is still on its way
 * @param catchUp how late it may fire after nobody could; what is later is missed, and
 * counted
 */
record ScheduleOrder(String id, WallClock clock, SchedulePeriod term, ScheduleOverlapPolicy overlap, Duration catchUp,
		@Nullable String localTime, ObjectNode mailing) {

	private static final String OVERLAPS = "skip|buffer_one|buffer_all|allow_all|cancel_other";

	private static final List<String> FIELDS = List.of("id", "cron", "calendar", "zone", "from", "until", "overlap",
			"catch_up", "local_time", "mailing");

	static final String ZONE = "^[A-Za-z][A-Za-z0-9_+/-]{1,199}$";

	private static final String NO_WINDOW = "has to be a span of time from 10 seconds to 366 days, for example \"1 hour\"";

	private static final String NO_OVERLAP = "has to be skip, buffer_one, buffer_all, allow_all or cancel_other";

	private static final String NO_ID = "has to be 1 to 100 of a-z, 0-9, _ and -";

	static final String ID = "^[a-z0-9][a-z0-9_-]{0,99}$";

	static final String LOCAL_TIME = "^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?$";

	/** By the API; what was ordered when it took more is read still. */
	static final Spelling SPELLING = new Spelling().word("id", ID, NO_ID)
		.word("cron", WallClock.CRON, "has to be five fields: minute, hour, day of month, month, day of week")
		.word("zone", ZONE, "has to be a time zone such as Europe/Moscow")
		.word("overlap", OVERLAPS, NO_OVERLAP)
		.word("catch_up", Spelling.SPAN, NO_WINDOW)
		.word("local_time", LOCAL_TIME, "has to be a time of day such as 10:00");

	/** What a schedule gives whenever it fires. */
	static final List<String> GIVEN = List.of("id", "send_at", "occurred_at", "event_type", "event");

	static final List<String> MAILING_FIELDS = Stream
		.concat(MailingOrder.FIELDS.stream().filter((one) -> !GIVEN.contains(one)), Stream.of("from_service"))
		.sorted()
		.toList();

	private static final Duration LEAST = Duration.ofSeconds(10);

	private static final Duration MOST = Duration.ofDays(366);

	/**
	 * Reads the fields, the mailing's own left aside.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	static ScheduleOrder read(ObjectNode body) {
		Spelling.requireKnown(body, "", FIELDS);
		String id = text(body, "id", "");
		RefusedException.unless(id.matches(ID), "id", NO_ID);
		return new ScheduleOrder(id, WallClock.read(cron(body), zone(body)), SchedulePeriod.read(body),
				overlap(text(body, "overlap", "skip").toLowerCase(Locale.ROOT)),
				catchUp(text(body, "catch_up", "1 hour")), localTime(body), mailing(body));
	}

	static ScheduleOverlapPolicy overlap(String name) {
		RefusedException.unless(name.matches(OVERLAPS), "overlap", NO_OVERLAP);
		return ScheduleOverlapPolicy.valueOf("SCHEDULE_OVERLAP_POLICY_" + name.toUpperCase(Locale.ROOT));
	}

	private static String cron(ObjectNode body) {
		JsonNode calendar = body.path("calendar");
		boolean hasCron = body.hasNonNull("cron");
		RefusedException.unless(hasCron != body.hasNonNull("calendar"), "cron", "either cron or calendar is needed");
		return hasCron ? text(body, "cron", "") : WallClock.cron(calendar);
	}

	/** One that the server knows too: it takes no offsets. */
	private static ZoneId zone(ObjectNode body) {
		String name = text(body, "zone", "Europe/Moscow");
		RefusedException.unless(ZoneId.getAvailableZoneIds().contains(name), "zone",
				"has to be a time zone such as Europe/Moscow");
		return ZoneId.of(name);
	}

	private static Duration catchUp(String text) {
		Duration window = TimeSpan.parse(text);
		if (window == null || window.compareTo(LEAST) < 0 || window.compareTo(MOST) > 0) {
			throw refuse("catch_up", NO_WINDOW);
		}
		return window;
	}

	private static @Nullable String localTime(ObjectNode body) {
		if (!body.hasNonNull("local_time")) {
			return null;
		}
		try {
			return LocalTime.parse(text(body, "local_time", "")).toString();
		}
		catch (DateTimeException ex) {
			throw refuse("local_time", "has to be a time of day such as 10:00");
		}
	}

	private static ObjectNode mailing(ObjectNode body) {
		if (!(body.path("mailing") instanceof ObjectNode mailing)) {
			throw refuse("mailing", "has to be an object with what a mailing event has");
		}
		GIVEN.forEach((given) -> RefusedException.unless(!mailing.has(given), "mailing." + given,
				"is given by the schedule whenever it fires"));
		return mailing;
	}

	private static String text(ObjectNode body, String name, String otherwise) {
		JsonNode value = body.path(name);
		if (value.isMissingNode() || value.isNull()) {
			return otherwise;
		}
		RefusedException.unless(value.isString() && Characters.count(value.asString()) <= 200, name,
				"has to be a text of at most 200 characters");
		return value.asString().strip();
	}

	static RefusedException refuse(String field, String reason) {
		throw new RefusedException(field, reason);
	}

}
