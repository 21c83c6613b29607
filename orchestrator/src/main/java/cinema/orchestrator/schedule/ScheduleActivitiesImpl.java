package cinema.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.announcement.Announcement;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.workflows.TaskQueues;
import cinema.workflows.schedule.AnnouncedMailing;
import cinema.workflows.schedule.MailingStage;
import cinema.workflows.schedule.ScheduleActivities;
import cinema.workflows.schedule.ScheduledMailing;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Announces scheduled mailings as everybody does, on Kafka, and asks what became of them.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class ScheduleActivitiesImpl implements ScheduleActivities {

	private final Announcer announcer;

	private final AnnouncedMailings mailings;

	ScheduleActivitiesImpl(Announcer announcer, AnnouncedMailings mailings) {
		this.announcer = announcer;
		this.mailings = mailings;
	}

	@Override
	public AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal, @Nullable Instant counted) {
		FiredEvent event = FiredEvent.of(scheduled, nominal, (counted != null) ? counted : nominal);
		if (this.announcer.isKnown(Catalogue.MAILING, event.id())) {
			return event.announced(); // for this moment it was announced before, perhaps
										// counted otherwise
		}
		Announcement answer = this.announcer.announce(List.of(event.bytes()), "schedule " + scheduled.scheduleId())
			.get(0);
		if (answer instanceof Announcement.Refused refused) {
			throw refusal(refused);
		}
		return event.announced();
	}

	/** A service or a template may have gone since the schedule was made. */
	private static RuntimeException refusal(Announcement.Refused refused) {
		String reason = refused.field() + ": " + refused.reason();
		// A conflict is another run for the same moment that announces it just now.
		boolean passes = refused.status().is5xxServerError() || refused.status() == HttpStatus.CONFLICT;
		return passes ? new IllegalStateException(reason)
				: ApplicationFailure.newNonRetryableFailure(reason, "SCHEDULE_REFUSED");
	}

	@Override
	public MailingStage look(AnnouncedMailing announced) {
		return this.mailings.look(announced);
	}

	@Override
	public MailingStage cancel(AnnouncedMailing announced, String reason) {
		return this.mailings.cancel(announced, reason);
	}

}
