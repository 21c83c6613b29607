package cinema.orchestrator.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import cinema.platform.text.Characters;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What a draft lacks to be submitted, each at its field. */
@Component
class DraftProblems {

	private static final int LONGEST = 500;

	/** Fields of drafts that have others within. */
	private static final List<String> PARTS = List.of("timing.", "canary.", "audience.", "attachments[");

	/** The fields of drafts, where orders and schedules call them otherwise. */
	private static final Map<String, String> FIELDS = Map.of("delivery_type", "channels", "template_context", "context",
			"send_at", "timing.at", "cron", "timing.cron", "zone", "timing.zone", "until", "timing.until", "overlap",
			"timing.overlap", "catch_up", "timing.catch_up", "local_time", "timing.hour");

	private final DraftOrders orders;

	private final DraftSources sources;

	DraftProblems(DraftOrders orders, DraftSources sources) {
		this.sources = sources;
		this.orders = orders;
	}

	/** Nothing where it could be announced as it is. */
	List<FieldProblem> of(UUID draft, DraftContent content) {
		List<FieldProblem> problems = new ArrayList<>();
		requireShort(problems, "name", content.name());
		if (content.title() == null || content.title().isBlank()) {
			problems.add(new FieldProblem("title", "is missing"));
		}
		requireShort(problems, "title", content.title());
		if (content.template() == null || content.template().isBlank()) {
			problems.add(new FieldProblem("template", "is missing"));
		}
		collect(problems, () -> this.sources.require(content));
		collect(problems, () -> this.orders.canary(content));
		if (problems.stream().noneMatch((one) -> one.field().equals("template"))) {
			collect(problems, () -> this.orders.require(draft, content));
		}
		else {
			collect(problems, () -> this.orders.order(content));
		}
		return problems.stream().distinct().toList();
	}

	private static void requireShort(List<FieldProblem> problems, String field, @Nullable String text) {
		if (text != null && Characters.count(text) > LONGEST) {
			problems.add(new FieldProblem(field, "has to be at most " + LONGEST + " characters"));
		}
	}

	private static void collect(List<FieldProblem> problems, Runnable check) {
		try {
			check.run();
		}
		catch (RefusedException refused) {
			problems.addAll(fields(refused));
		}
	}

	static List<FieldProblem> fields(RefusedException refused) {
		Map<String, Object> properties = refused.getBody().getProperties();
		Object errors = (properties != null) ? properties.get("errors") : null;
		List<FieldProblem> named = (errors instanceof List<?> list) ? list.stream()
			.filter(FieldProblem.class::isInstance)
			.map(FieldProblem.class::cast)
			.map((one) -> new FieldProblem(field(one.field()), one.reason()))
			.toList() : List.of();
		return named.isEmpty() ? List.of(new FieldProblem("", refused.getMessage())) : named;
	}

	private static String field(String field) {
		String name = field.startsWith("mailing.") ? field.substring("mailing.".length()) : field;
		int dot = name.indexOf('.');
		String first = (dot > 0 && PARTS.stream().noneMatch(name::startsWith)) ? name.substring(0, dot) : name;
		return FIELDS.getOrDefault(first, first);
	}

}
