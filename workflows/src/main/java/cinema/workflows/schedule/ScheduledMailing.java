package cinema.workflows.schedule;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What a schedule orders whenever it fires.
 *
 * @param scheduleId the schedule's own name
 * @param order the fields of a mailing event as a JSON object
 * @param zone the zone by which the schedule reckons
 * @param localTime when to send by each receiver's own clock, for example {@code 10:00},
 * or null to send when it fires
 * @param catchUp how late the event may be announced, or null when that does not matter
 */
public record ScheduledMailing(String scheduleId, String order, String zone, @Nullable String localTime,
		@Nullable Duration catchUp) {
}
