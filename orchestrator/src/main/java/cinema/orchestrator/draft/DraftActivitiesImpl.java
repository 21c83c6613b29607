package cinema.orchestrator.draft;

import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.announcement.AnnouncedEvents;
import cinema.orchestrator.announcement.Announcement;
import cinema.orchestrator.announcement.Announcer;
import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.order.AudienceShare;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.schedule.ScheduleDesk;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.platform.problem.RefusedException;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.CanaryReport;
import cinema.workflows.draft.DraftActivities;
import cinema.workflows.draft.DraftPart;
import cinema.workflows.draft.DraftPart.Part;
import cinema.workflows.draft.DraftStep;
import cinema.workflows.draft.Released;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;

/**
 * Announces what was submitted as everybody does, on Kafka, and writes down how far it
 * is.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class DraftActivitiesImpl implements DraftActivities {

	private static final int ALL = 100;

	private static final List<String> FAILED = List.of("FAILED", "REJECTED", "EXPIRED", "UNKNOWN");

	private final DraftSteps steps;

	private final Revisions revisions;

	private final DraftOrders orders;

	private final ScheduleDesk schedules;

	private final Announcer announcer;

	private final AnnouncedEvents announced;

	private final MailingTable mailings;

	private final JournalReader journal;

	private final WorkflowCalls calls;

	DraftActivitiesImpl(DraftSteps steps, Revisions revisions, DraftOrders orders, ScheduleDesk schedules,
			Announcer announcer, AnnouncedEvents announced, MailingTable mailings, JournalReader journal,
			WorkflowCalls calls) {
		this.steps = steps;
		this.revisions = revisions;
		this.orders = orders;
		this.schedules = schedules;
		this.announcer = announcer;
		this.announced = announced;
		this.mailings = mailings;
		this.journal = journal;
		this.calls = calls;
	}

	@Override
	public boolean record(DraftStep step) {
		return this.steps.go(step);
	}

	@Override
	public Released release(DraftPart part) {
		UUID draft = UUID.fromString(part.draftId());
		Revision revision = this.revisions.find(draft, part.revision())
			.orElseThrow(() -> ApplicationFailure.newNonRetryableFailure("the draft is deleted", "DRAFT_REFUSED"));
		if (!this.steps.isUnderway(draft, part.revision())) {
			throw ApplicationFailure.newNonRetryableFailure("the draft has ended, or was changed", "DRAFT_REFUSED");
		}
		try {
			return revision.content().when().isRecurring() ? schedule(draft, revision) : announce(part, revision);
		}
		catch (RefusedException refused) {
			throw refusal(refused.getStatusCode(), String.valueOf(refused.getBody().getDetail()));
		}
	}

	private Released schedule(UUID draft, Revision revision) {
		ObjectNode definition = this.orders.schedule(draft, revision.content());
		this.schedules.ensure(definition);
		return new Released(null, null, definition.path("id").asString());
	}

	private Released announce(DraftPart part, Revision revision) {
		String id = DraftReleases.eventId(part.draftId(), part.revision(), part.part());
		Released released = new Released(id, DraftOrders.notice(revision.content()), null);
		if (this.announced.isKnown(Catalogue.MAILING, id)) {
			return released; // by a run before this one, perhaps at another moment
		}
		ObjectNode event = event(part, revision.content()).put("id", id);
		Announcement answer = this.announcer
			.announce(List.of(JsonMapper.shared().writeValueAsBytes(event)), revision.submittedBy())
			.get(0);
		if (answer instanceof Announcement.Refused refused) {
			throw refusal(refused.status(), refused.field() + ": " + refused.reason());
		}
		return released;
	}

	ObjectNode event(DraftPart part, DraftContent content) {
		ObjectNode event = this.orders.order(content);
		event.put("event_type", Catalogue.MAILING);
		event.put("from_service", "mailing-drafts");
		event.put("occurred_at", part.at().toString());
		if (part.part() != Part.WHOLE && content.canary() != null && content.canary().percent() != null) {
			int first = content.canary().percent();
			AudienceShare share = (part.part() == Part.CANARY) ? new AudienceShare(0, first, part.draftId())
					: new AudienceShare(first, ALL, part.draftId());
			event.put("receivers", share.within(event.path("receivers").asString()));
			dropPassed(event, part, content);
		}
		return event;
	}

	/** How long the rest is worth sending counts from when it goes. */
	private static void dropPassed(ObjectNode event, DraftPart part, DraftContent content) {
		if (part.part() == Part.REST && event.has("send_at") && content.when().instant().isBefore(part.at())) {
			event.remove("send_at");
		}
	}

	/** A service or a template may have gone since it was submitted. */
	private static RuntimeException refusal(HttpStatusCode status, String reason) {
		return status.is5xxServerError() ? new IllegalStateException(reason)
				: ApplicationFailure.newNonRetryableFailure(reason, "DRAFT_REFUSED");
	}

	@Override
	public CanaryReport look(Released canary) {
		String mailing = WorkflowIds.mailing(String.valueOf(canary.eventId()), String.valueOf(canary.notice()));
		return this.mailings.record(mailing)
			.map((record) -> report(canary, record))
			.orElseGet(() -> new CanaryReport(neverBegins(canary) ? "EXPIRED" : null, 0, 0));
	}

	/** While it stands still, or most of it is on its way, nothing is known yet. */
	private CanaryReport report(Released canary, MailingRecord record) {
		Map<String, Long> counts = this.journal.counts(Catalogue.MAILING, String.valueOf(canary.eventId()),
				String.valueOf(canary.notice()));
		long failed = FAILED.stream().mapToLong((state) -> counts.getOrDefault(state, 0L)).sum();
		long delivered = counts.getOrDefault("DELIVERED", 0L);
		if (record.endedAt() != null) {
			return new CanaryReport(record.state(), delivered, failed);
		}
		long open = JournalState.OPEN.stream().mapToLong((state) -> counts.getOrDefault(state, 0L)).sum();
		boolean isSaying = "RUNNING".equals(record.state()) && open <= delivered + failed;
		return isSaying ? new CanaryReport(null, delivered, failed) : new CanaryReport(null, 0, 0);
	}

	/** Its event has ended, and no mailing came of it. */
	private boolean neverBegins(Released canary) {
		return this.calls.status(WorkflowIds.event(Catalogue.MAILING, String.valueOf(canary.eventId())))
			.filter((status) -> status != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING)
			.isPresent();
	}

}
