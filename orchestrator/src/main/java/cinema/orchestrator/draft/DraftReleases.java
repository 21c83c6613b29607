package cinema.orchestrator.draft;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.platform.problem.RefusedException;
import cinema.workflows.draft.DraftPart.Part;
import cinema.workflows.draft.DraftStep;
import cinema.workflows.draft.OrderStage;
import cinema.workflows.draft.Released;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** What has gone out of a draft, whatever became of its workflow. */
@Component
class DraftReleases {

	private final AnnouncedEvents announced;

	private final ScheduleDesk schedules;

	DraftReleases(AnnouncedEvents announced, ScheduleDesk schedules) {
		this.announced = announced;
		this.schedules = schedules;
	}

	/** The same part is the same event. */
	static String eventId(String draft, int revision, Part part) {
		return draft + "." + revision + ((part == Part.CANARY) ? ".canary" : "");
	}

	/**
	 * How a draft ends whose workflow is over: only that of which nothing went out has
	 * failed, and may be changed.
	 */
	DraftStep end(Draft draft, Revision revision, String reason) {
		if (revision.content().when().isRecurring()) {
			String schedule = "draft-" + draft.id();
			return exists(schedule) ? step(draft, OrderStage.SCHEDULED, reason, new Released(null, null, schedule))
					: step(draft, OrderStage.FAILED, reason, null);
		}
		Released whole = announced(draft, revision, Part.WHOLE);
		if (whole != null) {
			return step(draft, OrderStage.STARTED, reason, whole);
		}
		Released canary = announced(draft, revision, Part.CANARY);
		boolean told = canary != null || draft.state() == DraftState.CANARY;
		return step(draft, told ? OrderStage.STOPPED : OrderStage.FAILED, reason, canary);
	}

	private static DraftStep step(Draft draft, OrderStage stage, String reason, @Nullable Released released) {
		return new DraftStep(draft.id().toString(), draft.revision(), stage, null, reason, released);
	}

	private @Nullable Released announced(Draft draft, Revision revision, Part part) {
		String id = eventId(draft.id().toString(), revision.number(), part);
		return this.announced.isKnown(Catalogue.MAILING, id)
				? new Released(id, DraftOrders.notice(revision.content()), null) : null;
	}

	private boolean exists(String schedule) {
		try {
			this.schedules.show(schedule);
			return true;
		}
		catch (RefusedException refused) {
			if (refused.getStatusCode() != HttpStatus.NOT_FOUND) {
				throw refused;
			}
			return false;
		}
	}

}
