package cinema.orchestrator.schedule;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import cinema.orchestrator.notification.Announcement;
import cinema.orchestrator.notification.Announcer;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.MailingStage;
import cinema.workflows.schedule.ScheduleActivities;
import cinema.workflows.schedule.ScheduledMailing;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Announces scheduled mailings as everybody does, on Kafka. */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class ScheduleActivitiesImpl implements ScheduleActivities {

	/** To the second, as schedules are; the same firing has the same id. */
	private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT)
		.withZone(ZoneOffset.UTC);

	private final JsonMapper json = JsonMapper.builder().build();

	private final Announcer announcer;

	private final JdbcClient jdbc;

	ScheduleActivitiesImpl(Announcer announcer, JdbcClient jdbc) {
		this.announcer = announcer;
		this.jdbc = jdbc;
	}

	@Override
	public AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal) {
		String id = scheduled.scheduleId() + "." + SECOND.format(nominal);
		ObjectNode event = (ObjectNode) this.json.readTree(scheduled.order());
		event.put("event_type", "mailing");
		event.put("id", id);
		event.put("occurred_at", nominal.toString());
		if (scheduled.localTime() != null) {
			event.put("send_at",
					nominal.atZone(ZoneId.of(scheduled.zone()))
						.toLocalDate()
						.atTime(LocalTime.parse(scheduled.localTime()))
						.toString());
		}
		Announcement answer = this.announcer.announce(List.of(this.json.writeValueAsBytes(event))).get(0);
		if (answer instanceof Announcement.Refused refused) {
			throw refusal(refused);
		}
		String notice = ScheduleOrder.notice(event.path("template").asString());
		return new AnnouncedMailing(id, WorkflowIds.mailing(id, notice));
	}

	/** A service or a template may have gone since the schedule was made. */
	private static RuntimeException refusal(Announcement.Refused refused) {
		String reason = refused.field() + ": " + refused.reason();
		return refused.status().is5xxServerError() ? new IllegalStateException(reason)
				: ApplicationFailure.newNonRetryableFailure(reason, "SCHEDULE_REFUSED");
	}

	@Override
	public MailingStage look(AnnouncedMailing announced) {
		return this.jdbc.sql("select ended_at is not null from mailing where id = ?")
			.param(announced.mailingId())
			.query(Boolean.class)
			.optional()
			.map((ended) -> ended ? MailingStage.ENDED : MailingStage.UNDERWAY)
			.orElse(MailingStage.NOT_BEGUN);
	}

}
