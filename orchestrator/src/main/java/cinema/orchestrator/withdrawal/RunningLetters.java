package cinema.orchestrator.withdrawal;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import cinema.workflows.event.EventWorkflow;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;

import org.springframework.stereotype.Component;

/** Ends what runs for a person, and takes back what is queued. */
@Component
public class RunningLetters {

	private final Journal journal;

	private final MailingJournal letters;

	private final WorkflowClient temporal;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	RunningLetters(Journal journal, MailingJournal letters, WorkflowClient temporal, PostingMessages messages,
			PostingPublisher publisher, WireFormat wire) {
		this.journal = journal;
		this.letters = letters;
		this.temporal = temporal;
		this.messages = messages;
		this.publisher = publisher;
		this.wire = wire;
	}

	/** Cancels all that is meant for somebody who is erased. */
	public void end(List<OpenLetter> open) {
		open.stream()
			.map(OpenLetter::workflowId)
			.filter((id) -> !WorkflowIds.isPage(id))
			.distinct()
			.forEach(this::cancel);
		letters(open, true).forEach((page, letters) -> takeBack(page, letters, MailingJournal.ERASED));
	}

	/**
	 * Takes these letters back, and leaves others of the same events alone: those that
	 * wait ask for their receiver anew.
	 * @param reason why, in plain words
	 */
	public void takeBack(List<OpenLetter> open, String reason) {
		letters(open, true).forEach((page, letters) -> takeBack(page, letters, reason));
		letters(open, false).forEach((workflow, letters) -> {
			withdraw(workflow, letters, reason);
			reread(workflow);
		});
	}

	private static Map<String, List<OpenLetter>> letters(List<OpenLetter> open, boolean ofPages) {
		return open.stream()
			.filter((letter) -> WorkflowIds.isPage(letter.workflowId()) == ofPages)
			.collect(Collectors.groupingBy(OpenLetter::workflowId));
	}

	/** Those of these events that wait ask for their receiver anew. */
	public void reread(List<String> workflowIds) {
		workflowIds.stream().filter((id) -> !WorkflowIds.isPage(id)).forEach(this::reread);
	}

	private void reread(String workflowId) {
		try {
			this.temporal.newUntypedWorkflowStub(workflowId).signal(EventWorkflow.REREAD);
		}
		catch (WorkflowNotFoundException ended) {
			// Nothing waits any more.
		}
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

	private void takeBack(String pageId, List<OpenLetter> open, String reason) {
		List<UUID> ids = open.stream().map(OpenLetter::id).toList();
		this.letters.ended(ids, JournalState.CANCELLED, reason, JournalState.DEFERRED, JournalState.POSTPONED);
		withdraw(pageId, open, reason);
	}

	private void withdraw(String workflowId, List<OpenLetter> open, String reason) {
		this.journal.withdrawing(open.stream().map((letter) -> letter.id().toString()).toList(), reason);
		Map<Channel, List<String>> queued = open.stream()
			.filter((letter) -> letter.isWithWorker() && letter.posting() != null)
			.collect(Collectors.groupingBy((letter) -> this.wire.posting(String.valueOf(letter.posting())).channel(),
					Collectors.mapping((letter) -> letter.id().toString(), Collectors.toList())));
		queued.forEach((channel, postings) -> this.publisher.publish(PostingQueues.routingKey(channel, Urgency.URGENT),
				this.messages.withdrawal(new Withdrawal(workflowId, channel, postings))));
	}

}
