package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

import cinema.workflows.WorkflowIds;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.ScheduledMailing;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The mailing event of one firing, as everybody could announce it. */
record FiredEvent(String id, ObjectNode body) {

	/** To the second, as schedules are; the same firing has the same id. */
	private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	/**
	 * The event of the firing that was due at a moment.
	 * @param counted from when on what it orders counts: that moment, or when it is
	 * really announced
	 */
	static FiredEvent of(ScheduledMailing scheduled, Instant nominal, Instant counted) {
		Instant due = nominal.truncatedTo(ChronoUnit.SECONDS);
		ObjectNode event = (ObjectNode) JsonMapper.shared().readTree(scheduled.order());
		String id = id(scheduled.scheduleId(), due);
		event.put("event_type", "mailing");
		event.put("id", id);
		Instant from = counted.truncatedTo(ChronoUnit.SECONDS);
		event.put("occurred_at", from.toString());
		if (scheduled.localTime() != null) {
			event.put("send_at",
					sendAt(from.atZone(ZoneId.of(scheduled.zone())), LocalTime.parse(scheduled.localTime())));
		}
		return new FiredEvent(id, event);
	}

	static String id(String scheduleId, Instant due) {
		return scheduleId + "." + SECOND.format(due);
	}

	/** The next time that the schedule's own clock shows that hour. */
	private static String sendAt(ZonedDateTime from, LocalTime hour) {
		LocalDate today = from.toLocalDate();
		return (from.toLocalTime().isAfter(hour) ? today.plusDays(1) : today).atTime(hour).toString();
	}

	byte[] bytes() {
		return JsonMapper.shared().writeValueAsBytes(this.body);
	}

	AnnouncedMailing announced() {
		String notice = this.body.path("template").asString().strip().replaceAll("^.*/|(\\.[a-z]+)?(@\\d+)?$", "");
		return new AnnouncedMailing(this.id, WorkflowIds.mailing(this.id, notice));
	}

}
