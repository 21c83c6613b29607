package cinema.workflows.schedule;

import org.jspecify.annotations.Nullable;

/**
 * What a schedule orders whenever it fires.
 *
 * @param scheduleId the schedule's own name
 * @param order the fields of a mailing event as a JSON object
 * @param zone the zone by which the schedule reckons
 * @param localTime when to send by each receiver's own clock on that day, for example
 * {@code 10:00}, or null to send when it fires
 */
public record ScheduledMailing(String scheduleId, String order, String zone, @Nullable String localTime) {
}
