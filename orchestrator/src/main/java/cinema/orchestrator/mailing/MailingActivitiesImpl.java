package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.audience.AudiencePage;
import cinema.orchestrator.audience.AudienceReader;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.letter.LetterParts;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.orchestrator.page.MailingControls;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.page.PageWorkflows;
import cinema.orchestrator.rendering.Renderer;
import cinema.orchestrator.temporal.ReturnedEvents;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.mailing.MailingActivities;
import cinema.workflows.mailing.MailingBeginning;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.OpenedPage;
import cinema.workflows.mailing.PageRequest;
import cinema.workflows.mailing.PageSet;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.Mailing;
import io.temporal.activity.Activity;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Begins and ends mailings, and reads their audience. */
@Component
@ActivityImpl(taskQueues = { TaskQueues.NOTIFICATIONS, TaskQueues.PAGES })
class MailingActivitiesImpl implements MailingActivities {

	private final MailingTable store;

	private final MailingControls controls;

	private final AudienceReader audience;

	private final ContextCollector collector;

	private final Renderer renderer;

	private final MailingJournal journal;

	private final ErasedReceivers erased;

	private final PageWorkflows pages;

	private final ReturnedEvents returned;

	MailingActivitiesImpl(MailingTable store, MailingControls controls, AudienceReader audience,
			ContextCollector collector, Renderer renderer, MailingJournal journal, ErasedReceivers erased,
			PageWorkflows pages, ReturnedEvents returned) {
		this.store = store;
		this.controls = controls;
		this.audience = audience;
		this.collector = collector;
		this.renderer = renderer;
		this.journal = journal;
		this.erased = erased;
		this.pages = pages;
		this.returned = returned;
	}

	@Override
	public MailingBeginning begin(String mailingId, Mailing mailing) {
		boolean returned = this.store.knownSince(mailingId)
			.filter((known) -> this.returned.hasReturned(mailing.event(), known))
			.isPresent();
		if (this.store.isOfAnother(mailingId, mailing)) {
			throw ApplicationFailure.newNonRetryableFailure(
					"id: an earlier event had it and was another mailing; repeat this one with a new id",
					"MAILING_ID_USED");
		}
		Optional<MailingOutcome> ended = returned ? this.store.outcome(mailingId) : Optional.empty();
		if (ended.isPresent()) {
			return MailingBeginning.of(this.controls.find(mailingId), ended.get());
		}
		this.store.note(mailingId, mailing);
		if (returned) {
			this.controls.keep(mailingId, this.controls.find(mailingId).troubled(null));
		}
		else {
			this.store.reopen(mailingId);
		}
		if (!this.store.hasBegun(mailingId)) {
			collect(mailingId, mailing);
		}
		return MailingBeginning.of(this.controls.find(mailingId), null);
	}

	private void collect(String mailingId, Mailing mailing) {
		Map<String, @Nullable Object> context = this.collector.collect(mailing);

		// What no letter can be made of is better known before the first one is sent.
		for (Channel channel : mailing.channels()) {
			this.renderer.render(letterToNobody(channel, new StoredMailing(mailing, context)).request());
		}
		this.store.begin(mailingId, context);
	}

	private static LetterParts letterToNobody(Channel channel, StoredMailing mailing) {
		return mailing.letter("", Instant.MAX, StoredReceiver.somebody(channel, "en"));

	}

	@Override
	public OpenedPage open(PageRequest request) {
		this.store.goesOn(request.mailingId());
		Mailing mailing = this.store.find(request.mailingId()).mailing();
		AudiencePage page = this.audience.read(mailing, request.url());
		String pageId = WorkflowIds.page(request.mailingId(), request.number());
		this.journal.insert(pageId + "/skipped", mailing, page.skipped());
		if (!page.page().receivers().isEmpty()) {
			page = page.kept(this.store.keep(request.mailingId(), pageId, page.page()));
		}
		this.erased.forget(page.userIds());
		return page.opened();
	}

	@Override
	public void control(String mailingId, MailingControl control) {
		this.controls.keep(mailingId, control);
	}

	@Override
	public void tell(String mailingId, PageSet pages, MailingControl control) {
		this.pages.tell(mailingId, pages, control, Activity.getExecutionContext()::heartbeat);
	}

	@Override
	public List<PageReport> look(String mailingId, PageSet pages, MailingControl control) {
		this.store.goesOn(mailingId);
		this.controls.keep(mailingId, control);
		return this.pages.ended(mailingId, pages, Activity.getExecutionContext()::heartbeat);
	}

	@Override
	public void end(String mailingId, Mailing mailing, MailingOutcome outcome) {
		if (!this.store.isOfAnother(mailingId, mailing)) {
			this.store.note(mailingId, mailing);
			if (Activity.getExecutionContext().getInfo().getWorkflowId().equals(mailingId)) {
				this.store.end(mailingId, outcome);
			}
			else {
				// Its event says so, which may have come again.
				this.store.endUnsent(mailingId, outcome);
			}
		}
	}

}
