package cinema.workflows.draft;

import org.jspecify.annotations.Nullable;

/**
 * What a draft has become.
 *
 * @param eventId the mailing event on Kafka, or null of a schedule
 * @param notice what its mailing is called, or null of a schedule
 * @param scheduleId the schedule that announces it again and again, or null
 */
public record Released(@Nullable String eventId, @Nullable String notice, @Nullable String scheduleId) {
}
