package cinema.orchestrator.admin.schedule;

import java.util.List;
import java.util.Objects;

import cinema.orchestrator.draft.DraftTiming;
import cinema.platform.problem.RefusedException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.MultiValueMap;

/**
 * A recurring mailing as the form has it.
 *
 * @param days of the week, as cron names them
 * @param time an hour such as 19:30
 * @param zone whose clock counts, or {@code receivers} for each receiver's own
 * @param cron five fields that say it otherwise; empty for days and time
 * @param values JSON that the template is given beside the title
 * @param overlap what it does while the mailing before is on its way
 * @param catchUp how late it may fire after nobody could
 */
public record ScheduleForm(String id, String title, String template, List<String> days, String time, String zone,
		String cron, String receivers, String expires, String values, String overlap, String catchUp) {

	static final String RECEIVERS = "receivers";

	static final List<String> DAYS = List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

	/** What a new one begins with. */
	static ScheduleForm empty(String receivers) {
		return new ScheduleForm("", "", "new_movies", List.of("FRI"), "18:00", "", "", receivers, "1 day", "", "skip",
				"1 hour");
	}

	static ScheduleForm of(MultiValueMap<String, String> form) {
		return new ScheduleForm(text(form, "id"), text(form, "title"), text(form, "template"),
				form.getOrDefault("days", List.of()).stream().filter(DAYS::contains).toList(), text(form, "time"),
				text(form, "zone"), text(form, "cron"), text(form, "receivers"), text(form, "expires"),
				text(form, "values"), text(form, "overlap"), text(form, "catch_up"));
	}

	private static String text(MultiValueMap<String, String> form, String name) {
		return Objects.requireNonNullElse(form.getFirst(name), "").strip();
	}

	/**
	 * The same as the API takes it.
	 * @param before what it was, of which stays what the form does not know
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	ObjectNode order(ObjectNode before) {
		boolean own = this.zone.equals(RECEIVERS);
		ObjectNode order = before.deepCopy();
		order.remove(List.of("calendar", "local_time"));
		put(order, "id", this.id);
		put(order, "cron", this.cron.isEmpty() ? cron(own) : this.cron);
		put(order, "zone", own ? DraftTiming.FIRST_ZONE : this.zone);
		put(order, "local_time", own ? this.time : "");
		put(order, "overlap", this.overlap);
		put(order, "catch_up", this.catchUp);
		ObjectNode mailing = order.withObjectProperty("mailing");
		put(mailing, "receivers", this.receivers);
		put(mailing, "template", this.template);
		put(mailing, "expires_in", this.expires);
		ObjectNode context = context();
		if (!this.title.isEmpty()) {
			context.put("title", this.title);
		}
		mailing.set("template_context", context);
		return order;
	}

	/** Makes sure that the one of a day keeps nobody from the one of the next. */
	void requireApart() {
		if (this.zone.equals(RECEIVERS) && this.cron.isEmpty()) {
			DraftTiming.requireApart(this.days, this.overlap, "overlap");
		}
	}

	/** What is left empty is left out. */
	private static void put(ObjectNode order, String name, String value) {
		if (value.isEmpty()) {
			order.remove(name);
		}
		else {
			order.put(name, value);
		}
	}

	private String cron(boolean own) {
		RefusedException.unless(!this.days.isEmpty(), "days", "has to have a day");
		RefusedException.unless(this.time.matches("([01]\\d|2[0-3]):[0-5]\\d"), "time",
				"has to be a time of day such as 10:00");
		String days = (this.days.size() == DAYS.size()) ? "*" : String.join(",", this.days);
		return own ? "0 0 * * " + days : Integer.parseInt(this.time.substring(3)) + " "
				+ Integer.parseInt(this.time.substring(0, 2)) + " * * " + days;
	}

	private ObjectNode context() {
		try {
			if (this.values.isEmpty()) {
				return JsonMapper.shared().createObjectNode();
			}
			if (JsonMapper.shared().readTree(this.values) instanceof ObjectNode object) {
				return object;
			}
		}
		catch (JacksonException ex) {
			throw new RefusedException("values", "has to be a JSON object");
		}
		throw new RefusedException("values", "has to be a JSON object");
	}

}
