package cinema.orchestrator.admin.schedule;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import cinema.orchestrator.admin.Texts;
import cinema.orchestrator.draft.DraftTiming;
import tools.jackson.databind.JsonNode;

/**
 * When a schedule fires, in words: days and hours as people say them, else its cron line.
 */
public final class ScheduleWords {

	private final Texts texts;

	private final Locale language;

	ScheduleWords(Texts texts, Locale language) {
		this.texts = texts;
		this.language = language;
	}

	/** Of what was ordered. */
	public String of(JsonNode definition) {
		String cron = definition.path("cron").asString("");
		String zone = definition.path("zone").asString("Europe/Moscow");
		String local = definition.path("local_time").asString("");
		Matcher weekly = ScheduleReading.WEEKLY.matcher(cron);
		if (!weekly.matches()) {
			return this.texts.say(this.language, "schedule.when.cron",
					cron.isEmpty() ? definition.path("calendar").toString() : cron, zone)
					+ (local.isEmpty() ? "" : " " + this.texts.say(this.language, "schedule.when.local", local));
		}
		String days = days(weekly.group(3));
		return local.isEmpty() ? this.texts.say(this.language, "schedule.when", days,
				LocalTime.of(Integer.parseInt(weekly.group(2)), Integer.parseInt(weekly.group(1))).toString(), zone)
				: this.texts.say(this.language, "schedule.when.own", days, local);
	}

	private String days(String field) {
		return field.equals("*") ? this.texts.say(this.language, "schedule.every-day")
				: Arrays.stream(field.split(",")).map(this::day).collect(Collectors.joining(", "));
	}

	private String day(String name) {
		int at = ScheduleReading.day(name);
		return (at < 0) ? name : day(at);
	}

	/** What its mailings are called, else their template. */
	public String title(JsonNode definition) {
		String title = definition.at("/mailing/template_context/title").asString("");
		return title.isEmpty() ? field(definition, "template") : title;
	}

	/** A field of what was ordered. */
	public String given(JsonNode definition, String name, String otherwise) {
		return definition.path(name).asString(otherwise);
	}

	/** A field of its mailing. */
	public String field(JsonNode definition, String name) {
		return definition.path("mailing").path(name).asString("-");
	}

	/**
	 * The day on which it is to arrive everywhere, of a firing where days begin first.
	 */
	public String ownDay(Instant at) {
		return weekday(at, DraftTiming.FIRST_ZONE) + ", " + format("d MMMM yyyy", at, DraftTiming.FIRST_ZONE);
	}

	/** For example {@code Friday}. */
	public String weekday(Instant at, String zone) {
		return format("EEEE", at, zone);
	}

	/** A day and an hour with its zone. */
	public String at(Instant at, String zone) {
		return format("d MMMM yyyy, HH:mm", at, zone) + " " + zone;
	}

	private String format(String pattern, Instant at, String zone) {
		return DateTimeFormatter.ofPattern(pattern, this.language).withZone(ZoneId.of(zone)).format(at);
	}

	/** For example {@code Friday}; 0 is Monday. */
	public String day(int number) {
		return DayOfWeek.of(number + 1).getDisplayName(TextStyle.FULL_STANDALONE, this.language);
	}

}
