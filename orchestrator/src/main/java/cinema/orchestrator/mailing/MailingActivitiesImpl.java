package cinema.orchestrator.mailing;

import java.util.LinkedHashMap;
import java.util.Map;

import cinema.orchestrator.audience.AudiencePage;
import cinema.orchestrator.audience.AudienceReader;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.letter.MailingLetters;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.orchestrator.page.MailingTable;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.mailing.MailingActivities;
import cinema.workflows.mailing.MailingOutcome;
import cinema.workflows.mailing.OpenedPage;
import cinema.workflows.mailing.PageRequest;
import cinema.workflows.page.MailingControl;
import cinema.workflows.plan.Mailing;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Begins and ends mailings, and reads their audience. */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class MailingActivitiesImpl implements MailingActivities {

	private final MailingTable store;

	private final AudienceReader audience;

	private final ContextCollector collector;

	private final MailingLetters letters;

	private final MailingJournal journal;

	private final ErasedReceivers erased;

	MailingActivitiesImpl(MailingTable store, AudienceReader audience, ContextCollector collector,
			MailingLetters letters, MailingJournal journal, ErasedReceivers erased) {
		this.store = store;
		this.audience = audience;
		this.collector = collector;
		this.letters = letters;
		this.journal = journal;
		this.erased = erased;
	}

	@Override
	public void begin(String mailingId, Mailing mailing) {
		if (this.store.hasBegun(mailingId)) {
			return;
		}
		this.store.note(mailingId, mailing);
		Map<String, @Nullable Object> context = new LinkedHashMap<>();
		context.putAll(this.collector.collect(mailing.event(), null, mailing.sources()));
		context.putAll(this.collector.collect(mailing.values()));
		// What no letter can be made of is better known before the first one is sent.
		for (Channel channel : mailing.channels()) {
			this.letters.tryOut(channel, new StoredMailing(mailing, context));
		}
		this.store.begin(mailingId, context);
	}

	@Override
	public OpenedPage open(PageRequest request) {
		Mailing mailing = this.store.find(request.mailingId()).mailing();
		AudiencePage page = this.audience.read(mailing, request.url());
		String pageId = WorkflowIds.page(request.mailingId(), request.number());
		this.journal.insert(pageId + "/skipped", mailing, page.skipped());
		if (!page.page().receivers().isEmpty()) {
			this.store.keep(request.mailingId(), pageId, page.page());
		}
		this.erased.forget(page.userIds());
		return page.opened();
	}

	@Override
	public void control(String mailingId, MailingControl control) {
		this.store.control(mailingId, control);
	}

	@Override
	public void end(String mailingId, Mailing mailing, MailingOutcome outcome) {
		this.store.note(mailingId, mailing);
		this.store.end(mailingId, mailing, outcome);
	}

}
