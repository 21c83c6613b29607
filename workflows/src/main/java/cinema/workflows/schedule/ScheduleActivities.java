package cinema.workflows.schedule;

import java.time.Instant;

import io.temporal.activity.ActivityInterface;
import org.jspecify.annotations.Nullable;

/** What the firing of a schedule needs of the world. */
@ActivityInterface(namePrefix = "schedule.")
public interface ScheduleActivities {

	/**
	 * Announces the mailing event of a firing on Kafka; the same firing is the same
	 * event, however often it is announced.
	 * @param nominal when it was to fire, which may be long ago
	 * @param counted from when on what it orders counts, or null when that is the same
	 */
	AnnouncedMailing announce(ScheduledMailing scheduled, Instant nominal, @Nullable Instant counted);

	/** Where a mailing is that was announced. */
	MailingStage look(AnnouncedMailing announced);

	/**
	 * Cancels a mailing that was announced, if it is underway.
	 * @return where it was
	 */
	MailingStage cancel(AnnouncedMailing announced, String reason);

}
