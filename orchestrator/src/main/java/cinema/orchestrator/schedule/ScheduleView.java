package cinema.orchestrator.schedule;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.staff.Change;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import io.temporal.client.schedules.ScheduleDescription;
import io.temporal.client.schedules.ScheduleInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A schedule as the API shows it.
 *
 * @param definition what was ordered
 * @param version of the definition: whoever replaces it says which one they saw
 * @param note who paused or resumed it, and why
 * @param backfill what comes of a backfill, in plain words; only in its answer
 * @param changes who created, replaced, paused, resumed or ran it, the oldest first; null
 * in lists
 * @param next when it fires next
 * @param fired its last firings; null in lists
 * @param missed how many firings came too late for its catch-up window
 * @param skipped how many were left out since the mailing before was still on its way
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "MailingSchedule")
public record ScheduleView(String id, JsonNode definition, String version, boolean paused, @Nullable String note,
		@Nullable String backfill, List<Instant> next, @Nullable List<Firing> fired, @Nullable Long missed,
		@Nullable Long skipped, @Nullable Instant createdAt, @Nullable List<Change> changes) {

	static ScheduleView of(ScheduleDescription known, @Nullable List<Firing> fired, @Nullable List<Change> changes) {
		ScheduleInfo info = known.getInfo();
		String note = known.getSchedule().getState().getNote();
		JsonNode definition = ScheduleMapping.definition(known.getSchedule());
		return new ScheduleView(ScheduleMapping.scheduleId(known.getId()), definition,
				ScheduleMapping.version(definition), known.getSchedule().getState().isPaused(),
				(note == null || note.isEmpty()) ? null : note, null, info.getNextActionTimes(), fired,
				info.getNumActionsMissedCatchupWindow(), info.getNumActionsSkippedOverlap(), info.getCreatedAt(),
				changes);
	}

	ScheduleView backfilling(int firings) {
		String told = firings + ((firings == 1) ? " firing is" : " firings are")
				+ " made up for now; expires_in counts from when each begins, and what was announced before is not sent again";
		return new ScheduleView(this.id, this.definition, this.version, this.paused, this.note, told, this.next,
				this.fired, this.missed, this.skipped, this.createdAt, this.changes);
	}

	/**
	 * One firing.
	 *
	 * @param due when it was to fire
	 * @param at when it did
	 * @param eventId the event that it announces
	 * @param state {@code RUNNING} until its mailing has ended, then {@code COMPLETED};
	 * {@code CANCELED} when another firing took its place; {@code FAILED} when it came
	 * too late or was refused; {@code FORGOTTEN} after a while
	 * @param reason why it failed
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	public record Firing(Instant due, Instant at, String workflowId, String eventId, String state,
			@Nullable String reason) {
	}

}
