package cinema.orchestrator.draft;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.draft.DraftContent.DraftAttachment;
import cinema.orchestrator.draft.DraftContent.DraftCanary;
import cinema.orchestrator.order.MailingOrder;
import cinema.orchestrator.order.TimeSpan;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.platform.problem.RefusedException;
import cinema.workflows.draft.Canary;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.stereotype.Component;

/** What drafts order, in the words of a mailing event or of a schedule. */
@Component
class DraftOrders {

	private static final TypeReference<Map<String, Object>> FIELDS = new TypeReference<>() {
	};

	private static final Duration LONGEST_PAUSE = Duration.ofDays(14);

	private static final String NO_PAUSE = "has to be a span of time from 1 minute to 14 days, for example \"1 hour\"";

	private final OrderCheck check;

	private final ScheduleDesk schedules;

	private final StoredTemplates templates;

	private final DraftProperties properties;

	private final Clock clock;

	DraftOrders(OrderCheck check, ScheduleDesk schedules, StoredTemplates templates, DraftProperties properties,
			Clock clock) {
		this.templates = templates;
		this.check = check;
		this.schedules = schedules;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * The URL of its audience.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	String receivers(DraftContent content) {
		String receivers = content.receivers();
		DraftAudience audience = content.audience();
		if (audience != null) {
			RefusedException.unless(receivers == null || receivers.isBlank(), "audience",
					"cannot be given together with receivers");
			return audience.url(users());
		}
		// Who is to choose somebody, and has not yet, has not chosen everyone.
		RefusedException.unless(receivers == null || !receivers.isBlank(), "receivers", "is missing");
		return (receivers != null) ? receivers.strip() : this.properties.everyone();
	}

	/** Where single users are found. */
	String users() {
		return this.properties.everyone().replaceAll("[?#].*", "");
	}

	private static String template(DraftContent content) {
		return (content.template() != null) ? content.template().strip() : "";
	}

	/** What its mailing is called: its template, whatever the version. */
	static String notice(DraftContent content) {
		return template(content).replaceFirst("@\\d+$", "");
	}

	/**
	 * With the version of its template that is sent now, and the URL that its filters
	 * come to; a schedule goes with the time.
	 */
	DraftContent frozen(DraftContent content) {
		DraftContent told = (content.audience() != null) ? content.withReceivers(receivers(content)) : content;
		String template = template(content);
		return (content.when().isRecurring() || template.indexOf('@') >= 0) ? told
				: told.withTemplate(template + "@" + this.templates.published(template));
	}

	/** The fields of a mailing event. */
	ObjectNode order(DraftContent content) {
		ObjectNode order = JsonMapper.shared().createObjectNode();
		order.put("receivers", receivers(content));
		order.put("template", content.onChannels().get(0) + "/" + template(content).replaceFirst("(@\\d+)?$", ".md$1"));
		content.onChannels().forEach(order.withArray("delivery_type")::add);
		order.set("template_context", JsonMapper.shared().valueToTree(context(content)));
		put(order, "topic", content.topic());
		put(order, "expires_in", content.expiresIn());
		put(order, "urgency", content.urgency());
		put(order, "quiet_hours", content.quietHours());
		if (content.rate() != null) {
			order.put("rate", content.rate());
		}
		put(order, "send_at", content.when().sendAt());
		content.files().forEach((file) -> attach(order.withArray("attachments").addObject(), file));
		return order;
	}

	private static void attach(ObjectNode order, DraftAttachment file) {
		put(order, "name", file.name());
		put(order, "url", file.url());
		put(order, "type", file.type());
		put(order, "content_id", file.contentId());
		put(order, "sha256", file.sha256());
	}

	private static void put(ObjectNode order, String name, @Nullable String value) {
		if (value != null && !value.isBlank()) {
			order.put(name, value.strip());
		}
	}

	/** The same as values. */
	static Map<String, Object> fields(ObjectNode order) {
		return JsonMapper.shared().treeToValue(order, FIELDS);
	}

	static Map<String, Object> context(DraftContent content) {
		Map<String, Object> context = new LinkedHashMap<>();
		if (content.title() != null && !content.title().isBlank()) {
			context.put("title", content.title().strip());
		}
		if (content.context() != null) {
			context.putAll(content.context());
		}
		return context;
	}

	ObjectNode schedule(UUID draft, DraftContent content) {
		DraftTiming timing = content.when();
		ObjectNode schedule = JsonMapper.shared().createObjectNode();
		schedule.put("id", "draft-" + draft);
		schedule.put("cron", timing.cronLine());
		schedule.put("zone", timing.firingZone());
		put(schedule, "overlap", timing.overlap());
		put(schedule, "catch_up", timing.catchUp());
		put(schedule, "until", until(timing));
		if (timing.onOwnClocks()) {
			DraftTiming.requireApart(Objects.requireNonNullElse(timing.weekdays(), List.of()), timing.overlap(),
					"timing.overlap");
		}
		if (Boolean.TRUE.equals(timing.receiversHour())) {
			put(schedule, "local_time", timing.hour());
		}
		schedule.set("mailing", order(content));
		return schedule;
	}

	/** The day itself is the last one. */
	private static @Nullable String until(DraftTiming timing) {
		if (timing.until() == null || timing.until().isBlank()) {
			return null;
		}
		try {
			return LocalDate.parse(timing.until().strip())
				.plusDays(1)
				.atStartOfDay(ZoneId.of(timing.zoneOrOurs()))
				.toInstant()
				.minusSeconds(1)
				.toString();
		}
		catch (DateTimeException ex) {
			throw new RefusedException("timing.until", "has to be a day such as 2026-12-31");
		}
	}

	/** When it is to be sent, the next moments first; none for at once. */
	List<Instant> moments(UUID draft, DraftContent content) {
		if (content.when().isRecurring()) {
			return this.schedules.moments(schedule(draft, content), 5);
		}
		return "at".equals(content.when().kind()) ? List.of(content.when().instant()) : List.of();
	}

	/**
	 * Reads what could be announced now.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	void require(UUID draft, DraftContent content) {
		ObjectNode order = order(content);
		if (content.when().isRecurring()) {
			this.schedules.moments(schedule(draft, content), 1);
			return;
		}
		MailingOrder read = this.check.require(order, "");
		Instant last = read.lastMoment();
		RefusedException.unless(last == null || last.isAfter(this.clock.instant().minusSeconds(60)), "send_at",
				"has passed");
	}

	/**
	 * Whom to tell first.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	@Nullable Canary canary(DraftContent content) {
		DraftCanary wanted = content.canary();
		if (wanted == null || wanted.percent() == null) {
			return null;
		}
		int percent = wanted.percent();
		RefusedException.unless(percent >= 1 && percent <= 99, "canary.percent", "has to be 1 to 99");
		String kind = content.when().kindOrNow();
		RefusedException.unless(kind.equals("now") || kind.equals("at"), "canary.percent",
				"goes with a mailing at once or at a moment only");
		Duration pause = TimeSpan.parse((wanted.pause() != null) ? wanted.pause() : "1 hour");
		if (pause == null || pause.compareTo(Duration.ofMinutes(1)) < 0 || pause.compareTo(LONGEST_PAUSE) > 0) {
			throw new RefusedException("canary.pause", NO_PAUSE);
		}
		return new Canary(percent, pause, this.properties.canaryFailures());
	}

}
