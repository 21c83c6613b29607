package cinema.orchestrator.admin.schedule;

import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.draft.DraftTiming;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads what was ordered into the form, to be changed there. */
final class ScheduleReading {

	/** Minute, hour and days of a line that says nothing else. */
	static final Pattern WEEKLY = Pattern.compile("(\\d{1,2}) (\\d{1,2}) \\* \\* (\\*|[A-Za-z0-7]+(?:,[A-Za-z0-7]+)*)");

	private ScheduleReading() {
	}

	/**
	 * The form of what was ordered.
	 * @param cron its line, or that of its calendar
	 * @return nothing for what the form could not say
	 */
	static Optional<ScheduleForm> of(JsonNode definition, String cron) {
		String local = text(definition, "local_time", "");
		String zone = text(definition, "zone", "Europe/Moscow");
		boolean own = !local.isEmpty();
		Matcher weekly = WEEKLY.matcher(cron);
		List<String> days = weekly.matches() ? days(weekly.group(3)) : List.of();
		boolean atMidnight = !days.isEmpty() && weekly.group(1).matches("0+") && weekly.group(2).matches("0+");
		if (own && (!zone.equals(DraftTiming.FIRST_ZONE) || !atMidnight)) {
			return Optional.empty();
		}
		JsonNode mailing = definition.path("mailing");
		JsonNode context = mailing.path("template_context");
		return Optional.of(new ScheduleForm(text(definition, "id", ""), text(context, "title", ""),
				template(text(mailing, "template", "")), days, own ? local : time(weekly, days),
				own ? ScheduleForm.RECEIVERS : zone, days.isEmpty() ? cron : "", text(mailing, "receivers", ""),
				text(mailing, "expires_in", ""), values(context), text(definition, "overlap", "skip"),
				text(definition, "catch_up", "1 hour")));
	}

	private static String time(Matcher weekly, List<String> days) {
		return days.isEmpty() ? "00:00"
				: LocalTime.of(Integer.parseInt(weekly.group(2)), Integer.parseInt(weekly.group(1))).toString();
	}

	/** None where one of them has no name here. */
	private static List<String> days(String field) {
		if (field.equals("*")) {
			return ScheduleForm.DAYS;
		}
		List<String> days = new ArrayList<>();
		for (String name : field.split(",")) {
			int day = day(name);
			if (day < 0) {
				return List.of();
			}
			days.add(ScheduleForm.DAYS.get(day));
		}
		return days;
	}

	/** Where a day of a cron line stands among ours, Monday at 0; -1 for none of them. */
	static int day(String name) {
		return name.matches("[0-7]") ? (Integer.parseInt(name) + 6) % 7
				: ScheduleForm.DAYS.indexOf(name.toUpperCase(Locale.ROOT));
	}

	/** As the form lists it; with a channel or a version it is one more. */
	private static String template(String template) {
		return template.matches("email/[a-z0-9_]+\\.md") ? template.substring(6, template.length() - 3) : template;
	}

	private static String values(JsonNode context) {
		if (!(context instanceof ObjectNode object)) {
			return "";
		}
		ObjectNode others = object.deepCopy();
		if (others.path("title").isString()) {
			others.remove("title");
		}
		return others.isEmpty() ? "" : JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(others);
	}

	private static String text(JsonNode node, String name, String otherwise) {
		return node.path(name).asString(otherwise);
	}

}
