package cinema.orchestrator.admin.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

import cinema.orchestrator.draft.DraftContent;
import cinema.orchestrator.draft.DraftContent.DraftCanary;
import cinema.orchestrator.draft.DraftTiming;
import cinema.platform.problem.FieldProblem;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.util.MultiValueMap;

/**
 * The form of a draft: texts as people type them.
 *
 * @param fields by the name of their control
 * @param problems what cannot be read, by field
 */
record DraftForm(MultiValueMap<String, String> fields, List<FieldProblem> problems) {

	static DraftForm of(MultiValueMap<String, String> fields) {
		return new DraftForm(fields, new ArrayList<>());
	}

	/** What it says; what cannot be read is among the problems, and left out. */
	DraftContent content() {
		this.problems.clear();
		AudienceForm audience = new AudienceForm(this.fields);
		return new DraftContent(text("name"), text("title"), text("template"), text("topic"), all("channels"),
				context(), audience.receivers(), audience.filters(), timing(), text("expires_in"),
				number("rate", Double::valueOf, "has to be a number"), text("urgency"), text("quiet_hours"), canary());
	}

	/** What somebody typed there, as it is. */
	String typed(String name) {
		return Objects.requireNonNullElse(this.fields.getFirst(name), "");
	}

	private @Nullable DraftTiming timing() {
		String kind = text("timing.kind");
		return (kind == null || kind.equals("now")) ? null
				: new DraftTiming(kind, text("timing.at"), text("timing.zone"), all("timing.weekdays"),
						text("timing.hour"), text("timing.cron"), text("timing.receivers_hour") != null,
						text("timing.until"), text("timing.overlap"), text("timing.catch_up"));
	}

	private @Nullable DraftCanary canary() {
		Integer percent = number("canary.percent", Integer::valueOf, "has to be a whole number");
		return (percent == null) ? null : new DraftCanary(percent, text("canary.pause"));
	}

	private @Nullable List<String> all(String name) {
		List<String> chosen = this.fields.get(name);
		return (chosen == null || chosen.isEmpty()) ? null : List.copyOf(chosen);
	}

	private @Nullable String text(String name) {
		String text = this.fields.getFirst(name);
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	private <T> @Nullable T number(String name, Function<String, T> reading, String problem) {
		String text = text(name);
		try {
			return (text != null) ? reading.apply(text.replace(',', '.')) : null;
		}
		catch (NumberFormatException ex) {
			this.problems.add(new FieldProblem(name, problem));
			return null;
		}
	}

	/** Lines of name = value; a value may be JSON. */
	private @Nullable Map<String, Object> context() {
		String text = Objects.requireNonNullElse(text("context"), "");
		Map<String, Object> values = new LinkedHashMap<>();
		for (String line : text.lines().filter((one) -> !one.isBlank()).toList()) {
			int sign = line.indexOf('=');
			if (sign < 1) {
				this.problems.add(new FieldProblem("context", "needs a name, = and a value on each line"));
			}
			else {
				values.put(line.substring(0, sign).strip(), value(line.substring(sign + 1).strip()));
			}
		}
		return values.isEmpty() ? null : values;
	}

	private static Object value(String text) {
		if (text.startsWith("[") || text.startsWith("{")) {
			try {
				return JsonMapper.shared().readValue(text, Object.class);
			}
			catch (JacksonException ex) {
				return text;
			}
		}
		return text;
	}

	/** Texts for the controls of a form, by their names. */
	static Map<String, Object> texts(DraftContent content) {
		Map<String, Object> texts = new LinkedHashMap<>();
		texts.put("name", written(content.name()));
		texts.put("title", written(content.title()));
		texts.put("template", written(content.template()));
		texts.put("topic", written(content.topic()));
		texts.put("channels", content.onChannels());
		texts.put("context", lines(content));
		texts.putAll(AudienceForm.texts(content));
		texts.put("expires_in", written(content.expiresIn()));
		texts.put("rate", written(content.rate()).replaceAll("\\.0$", ""));
		texts.put("urgency", written(content.urgency()));
		texts.put("quiet_hours", written(content.quietHours()));
		DraftCanary canary = content.canary();
		texts.put("canary.percent", (canary != null) ? written(canary.percent()) : "");
		texts.put("canary.pause", (canary != null) ? written(canary.pause()) : "");
		texts.putAll(texts(content.when()));
		return texts;
	}

	private static Map<String, Object> texts(DraftTiming timing) {
		Map<String, Object> texts = new LinkedHashMap<>();
		texts.put("timing.kind", (timing.kind() != null) ? timing.kind() : "now");
		texts.put("timing.at", written(timing.at()));
		texts.put("timing.zone", written(timing.zone()));
		texts.put("timing.weekdays", (timing.weekdays() != null) ? timing.weekdays() : List.of());
		texts.put("timing.hour", written(timing.hour()));
		texts.put("timing.cron", written(timing.cron()));
		texts.put("timing.receivers_hour", Boolean.TRUE.equals(timing.receiversHour()));
		texts.put("timing.until", written(timing.until()));
		texts.put("timing.overlap", written(timing.overlap()));
		texts.put("timing.catch_up", written(timing.catchUp()));
		return texts;
	}

	private static String lines(DraftContent content) {
		Map<String, Object> context = Objects.requireNonNullElse(content.context(), Map.of());
		return context.entrySet()
			.stream()
			.map((one) -> one.getKey() + " = "
					+ ((one.getValue() instanceof String text) ? text
							: JsonMapper.shared().writeValueAsString(one.getValue())))
			.collect(Collectors.joining("\n"));
	}

	private static String written(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

}
