package cinema.orchestrator.erasure;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.deadletter.DeadLetterTable;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.page.ErasedReceivers;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.platform.audit.Audit;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Erases a person: marks them, so that nothing is made for them again, ends what runs and
 * takes back what is queued, and forgets them. Another try goes on where one ended.
 */
@Component
public class Erasure {

	private final Journal journal;

	private final MailingJournal letters;

	private final ErasedReceivers receivers;

	private final DeadLetterTable dead;

	private final Audit audit;

	private final WorkflowClient temporal;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	Erasure(Journal journal, MailingJournal letters, ErasedReceivers receivers, DeadLetterTable dead, Audit audit,
			WorkflowClient temporal, PostingMessages messages, PostingPublisher publisher, WireFormat wire) {
		this.journal = journal;
		this.letters = letters;
		this.receivers = receivers;
		this.dead = dead;
		this.audit = audit;
		this.temporal = temporal;
		this.messages = messages;
		this.publisher = publisher;
		this.wire = wire;
	}

	/** Returns when nothing is known of the person any more, but the mark. */
	public void erase(String userId) {
		this.journal.mark(userId);
		List<OpenLetter> open = this.journal.openOf(userId);
		open.stream()
			.map(OpenLetter::workflowId)
			.filter((id) -> !WorkflowIds.isPage(id))
			.distinct()
			.forEach(this::cancel);
		open.stream()
			.filter((letter) -> WorkflowIds.isPage(letter.workflowId()))
			.collect(Collectors.groupingBy(OpenLetter::workflowId))
			.forEach(this::takeBack);
		this.receivers.erase(userId);
		this.dead.forget(userId);
		this.audit.forget(userId);
	}

	/** Whether nothing may be made for this person. */
	public boolean isErased(@Nullable String userId) {
		return userId != null && !this.journal.erased(List.of(userId)).isEmpty();
	}

	/** It takes its letter back itself. */
	private void cancel(String workflowId) {
		try {
			this.temporal.newUntypedWorkflowStub(workflowId).cancel(MailingJournal.ERASED);
		}
		catch (WorkflowNotFoundException ended) {
			// Nothing runs that could make a letter.
		}
	}

	private void takeBack(String pageId, List<OpenLetter> open) {
		List<UUID> ids = open.stream().map(OpenLetter::id).toList();
		this.letters.ended(ids, JournalState.CANCELLED, MailingJournal.ERASED, JournalState.DEFERRED,
				JournalState.POSTPONED);
		this.journal.withdrawing(ids.stream().map(UUID::toString).toList(), MailingJournal.ERASED);
		Map<Channel, List<String>> queued = open.stream()
			.filter((letter) -> letter.isWithWorker() && letter.posting() != null)
			.collect(Collectors.groupingBy((letter) -> this.wire.posting(String.valueOf(letter.posting())).channel(),
					Collectors.mapping((letter) -> letter.id().toString(), Collectors.toList())));
		queued.forEach((channel, postings) -> this.publisher.publish(PostingQueues.routingKey(channel, Urgency.URGENT),
				this.messages.withdrawal(new Withdrawal(pageId, channel, postings))));
	}

}
