package cinema.orchestrator.admin.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import cinema.orchestrator.draft.DraftContent;
import cinema.orchestrator.draft.DraftContent.DraftCanary;
import cinema.orchestrator.draft.DraftTiming;
import cinema.platform.problem.FieldProblem;
import org.jspecify.annotations.Nullable;

import org.springframework.util.MultiValueMap;

/** The form of a draft: texts as people type them. */
final class DraftForm {

	private final MultiValueMap<String, String> fields;

	/** What it was before. */
	private final DraftContent known;

	private final List<FieldProblem> problems = new ArrayList<>();

	private final DraftContent content;

	/**
	 * @param fields by the name of their control
	 * @param known what is kept: a field that cannot be read stays what it was
	 */
	DraftForm(MultiValueMap<String, String> fields, DraftContent known) {
		this.fields = fields;
		this.known = known;
		this.content = read();
	}

	private DraftContent read() {
		AudienceForm audience = new AudienceForm(this.fields);
		return new DraftContent(text("name"), text("title"), text("template"), text("topic"), all("channels"),
				context(), audience.receivers(), audience.filters(), timing(), text("expires_in"),
				number("rate", Double::valueOf, "has to be a number", this.known.rate()), text("urgency"),
				text("quiet_hours"), canary(), FileRows.read(this.fields));
	}

	/** What it says; what cannot be read is among the problems, and as it was before. */
	DraftContent content() {
		return this.content;
	}

	/** What cannot be read, by field. */
	List<FieldProblem> problems() {
		return this.problems;
	}

	/** It is not kept at all. */
	void refused(@Nullable String why) {
		this.problems.add(new FieldProblem("", String.valueOf(why)));
	}

	/** Texts for the controls, as somebody typed them. */
	Map<String, Object> typed() {
		Map<String, Object> typed = texts(this.content);
		typed.replaceAll((name, text) -> (text instanceof String)
				? Objects.requireNonNullElse(this.fields.getFirst(name), text.toString()) : text);
		return typed;
	}

	private @Nullable DraftTiming timing() {
		String kind = text("timing.kind");
		return (kind == null || kind.equals("now")) ? null
				: new DraftTiming(kind, text("timing.at"), text("timing.zone"), all("timing.weekdays"),
						text("timing.hour"), text("timing.cron"), text("timing.receivers_hour") != null,
						text("timing.until"), text("timing.overlap"), text("timing.catch_up"));
	}

	private @Nullable DraftCanary canary() {
		DraftCanary before = this.known.canary();
		Integer percent = number("canary.percent", Integer::valueOf, "has to be a whole number",
				(before != null) ? before.percent() : null);
		return (percent == null) ? null : new DraftCanary(percent, text("canary.pause"));
	}

	private @Nullable List<String> all(String name) {
		List<String> chosen = this.fields.get(name);
		return (chosen == null || chosen.isEmpty()) ? null : List.copyOf(chosen);
	}

	private @Nullable String text(String name) {
		return text(this.fields, name);
	}

	/** What somebody typed into a control; what is blank is nothing. */
	static @Nullable String text(MultiValueMap<String, String> fields, String name) {
		String text = fields.getFirst(name);
		return (text == null || text.isBlank()) ? null : text.strip();
	}

	private <T> @Nullable T number(String name, Function<String, T> reading, String problem, @Nullable T before) {
		String text = text(name);
		try {
			return (text != null) ? reading.apply(text.replace(',', '.')) : null;
		}
		catch (NumberFormatException ex) {
			this.problems.add(new FieldProblem(name, problem));
			return before;
		}
	}

	private @Nullable Map<String, Object> context() {
		try {
			Map<String, Object> values = ContextLines.read(Objects.requireNonNullElse(text("context"), ""));
			return values.isEmpty() ? null : values;
		}
		catch (IllegalArgumentException wrong) {
			this.problems.add(new FieldProblem("context", String.valueOf(wrong.getMessage())));
			return this.known.context();
		}
	}

	/** Texts for the controls of a form, by their names. */
	static Map<String, Object> texts(DraftContent content) {
		Map<String, Object> texts = new LinkedHashMap<>();
		texts.put("name", written(content.name()));
		texts.put("title", written(content.title()));
		texts.put("template", written(content.template()));
		texts.put("topic", written(content.topic()));
		texts.put("channels", content.onChannels());
		texts.put("context", ContextLines.write(Objects.requireNonNullElse(content.context(), Map.of())));
		texts.putAll(AudienceForm.texts(content));
		texts.put("expires_in", written(content.expiresIn()));
		texts.put("rate", written(content.rate()).replaceAll("\\.0$", ""));
		texts.put("urgency", written(content.urgency()));
		texts.put("quiet_hours", written(content.quietHours()));
		DraftCanary canary = content.canary();
		texts.put("canary.percent", (canary != null) ? written(canary.percent()) : "");
		texts.put("canary.pause", (canary != null) ? written(canary.pause()) : "");
		texts.put("attachments", FileRows.texts(content.files()));
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

	private static String written(@Nullable Object value) {
		return (value != null) ? value.toString() : "";
	}

}
