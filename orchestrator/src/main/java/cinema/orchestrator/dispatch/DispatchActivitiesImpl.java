package cinema.orchestrator.dispatch;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.receipt.AwaitedReceipts;
import cinema.workflows.TaskQueues;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import io.temporal.activity.Activity;
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

	private final AwaitedReceipts awaited;

	private final DispatchProperties properties;

	private final Semaphore seats;

	DispatchActivitiesImpl(PostingWriter writer, PostingMessages messages, PostingPublisher publisher,
			AwaitedReceipts awaited, DispatchProperties properties) {
		this.writer = writer;
		this.messages = messages;
		this.publisher = publisher;
		this.awaited = awaited;
		this.properties = properties;
		this.seats = new Semaphore(properties.mostWaiting());
	}

	@Override
	public Dispatched dispatch(Dispatch dispatch) {
		WrittenPosting written = this.writer.write(workflowId(), dispatch);
		if (written.suppressed() != null) {
			return Dispatched.suppressed(written.suppressed());
		}
		Message message = this.messages.posting(dispatch.posting().id(), written.json());
		String routingKey = PostingQueues.routingKey(dispatch.posting().channel(), dispatch.notice().urgency());
		boolean waits = dispatch.notice().urgency() != Urgency.BULK && this.seats.tryAcquire();
		if (!waits) {
			publish(routingKey, message);
			return Dispatched.PUBLISHED;
		}
		try {
			return publishAndWait(dispatch.posting().id(), routingKey, message);
		}
		finally {
			this.seats.release();
		}
	}

	private Dispatched publishAndWait(String postingId, String routingKey, Message message) {
		this.awaited.expect(postingId);
		try {
			publish(routingKey, message);
			Receipt receipt = this.awaited.await(postingId, this.properties.receiptWait());
			return (receipt != null) ? Dispatched.answered(receipt) : Dispatched.PUBLISHED;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		finally {
			this.awaited.forget(postingId);
		}
	}

	@Override
	public void withdraw(Withdraw withdraw) {
		Withdrawal withdrawal = new Withdrawal(workflowId(), withdraw.channel(), withdraw.postingIds());
		publish(PostingQueues.routingKey(withdraw.channel(), Urgency.URGENT), this.messages.withdrawal(withdrawal));
	}

	private void publish(String routingKey, Message message) {
		try {
			this.publisher.publish(routingKey, message)
				.get(this.properties.publishTimeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		catch (ExecutionException | TimeoutException ex) {
			throw new IllegalStateException("RabbitMQ has not confirmed the posting", ex);
		}
	}

	private static String workflowId() {
		return Activity.getExecutionContext().getInfo().getWorkflowId();
	}

}
