package cinema.orchestrator.dispatch;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.PostingWriter;
import cinema.orchestrator.letter.PostingWriter.WrittenPosting;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.receipt.AwaitedReceipt;
import cinema.orchestrator.receipt.AwaitedReceipts;
import cinema.orchestrator.temporal.ReturnedEvents;
import cinema.workflows.TaskQueues;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import io.temporal.activity.Activity;
import io.temporal.activity.ActivityInfo;
import io.temporal.spring.boot.ActivityImpl;

import org.springframework.amqp.core.Message;
import org.springframework.stereotype.Component;

/**
 * Makes the posting if there is none, publishes what is stored, and stays a moment for
 * the receipt.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class DispatchActivitiesImpl implements DispatchActivities {

	private final PostingWriter writer;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final AwaitedReceipts receipts;

	private final DispatchProperties properties;

	private final ReceiptSeats seats;

	private final Journal journal;

	private final ReturnedEvents returned;

	private final OptOuts optOuts;

	private final EventCaps caps;

	private final EventSteps steps;

	DispatchActivitiesImpl(PostingWriter writer, PostingMessages messages, PostingPublisher publisher,
			AwaitedReceipts receipts, DispatchProperties properties, ReceiptSeats seats, Journal journal,
			ReturnedEvents returned, OptOuts optOuts, EventCaps caps, EventSteps steps) {
		this.steps = steps;
		this.caps = caps;
		this.optOuts = optOuts;
		this.writer = writer;
		this.messages = messages;
		this.publisher = publisher;
		this.receipts = receipts;
		this.properties = properties;
		this.seats = seats;
		this.journal = journal;
		this.returned = returned;
	}

	@Override
	public Dispatched dispatch(Dispatch dispatch) {
		Receipt seen = this.steps.seen(dispatch);
		Dispatched dispatched = (seen != null) ? answered(dispatch, seen) : tell(dispatch);
		this.steps.note(workflowId(), dispatch, dispatched);
		return dispatched;
	}

	private Dispatched tell(Dispatch dispatch) {
		WrittenPosting written = this.writer.write(workflowId(), dispatch, dispatch.attempt() > 1 || isAgain());
		if (written.suppressed() != null) {
			Dispatched folded = this.caps.foldedBefore(workflowId(), dispatch);
			return (folded != null) ? folded : written.suppressed();
		}
		if (written.end() != null) {
			return answered(dispatch, written.end());
		}
		if (this.journal.takeOut(dispatch.notice().userId(), dispatch.posting().id())) {
			return Dispatched.never(MailingJournal.ERASED);
		}
		String takenBack = this.steps.takenBack(dispatch);
		if (takenBack != null) {
			this.journal.suppressed(dispatch.posting().id(), takenBack);
			return Dispatched.never(takenBack);
		}
		String refusal = this.optOuts.refusal(dispatch.event(), dispatch.notice(), dispatch.posting().channel());
		if (refusal != null) {
			this.journal.suppressed(dispatch.posting().id(), refusal);
			return Dispatched.suppressed(refusal);
		}
		Dispatched without = this.caps.withoutPlace(workflowId(), dispatch, written.known(), written.json());
		if (without != null) {
			return without;
		}
		Message message = this.messages.posting(dispatch.posting().id(), dispatch.event().occurredAt(), written.json());
		String routingKey = PostingQueues.routingKey(dispatch.posting().channel(), dispatch.notice().urgency());
		if (dispatch.notice().urgency() == Urgency.BULK || !this.seats.tryTake()) {
			this.publisher.publish(routingKey, message);
			return Dispatched.PUBLISHED;
		}
		return publishAndWait(dispatch, routingKey, message);
	}

	private Dispatched answered(Dispatch dispatch, Receipt end) {
		return (end.status() != ReceiptStatus.REJECTED && this.returned.hasReturned(dispatch.event(), end.at()))
				? Dispatched.never("an earlier event had its id, of which this letter is " + end.status() + " since "
						+ end.at() + "; announce another event with another id")
				: Dispatched.answered(end);
	}

	private Dispatched publishAndWait(Dispatch dispatch, String routingKey, Message message) {
		Receipt receipt = null;
		try (AwaitedReceipt awaited = this.receipts.expect(dispatch.posting().id(), dispatch.attempt())) {
			this.publisher.publish(routingKey, message);
			receipt = awaited.await(this.properties.receiptWait());
			return (receipt != null) ? Dispatched.answered(receipt) : Dispatched.PUBLISHED;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		finally {
			this.seats.leave(receipt != null);
		}
	}

	@Override
	public void withdraw(Withdraw withdraw) {
		if (withdraw.reason() != null) {
			this.journal.withdrawing(withdraw.postingIds(), withdraw.reason());
		}
		if (withdraw.silences()) {
			this.journal.silencing(withdraw.postingIds());
		}
		Withdrawal withdrawal = new Withdrawal(workflowId(), withdraw.channel(), withdraw.postingIds());
		this.publisher.publish(PostingQueues.routingKey(withdraw.channel(), Urgency.URGENT),
				this.messages.withdrawal(withdrawal));
	}

	/** What is not done within the first workflow task may have been done in part. */
	private static boolean isAgain() {
		ActivityInfo info = Activity.getExecutionContext().getInfo();
		return !info.isLocal() || info.getAttempt() > 1;
	}

	private static String workflowId() {
		return Activity.getExecutionContext().getInfo().getWorkflowId();
	}

}
