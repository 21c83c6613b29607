package cinema.orchestrator.dispatch;

import java.util.concurrent.Semaphore;

import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.receipt.AwaitedReceipt;
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
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
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

	private final AwaitedReceipts receipts;

	private final DispatchProperties properties;

	private final Semaphore seats;

	DispatchActivitiesImpl(PostingWriter writer, PostingMessages messages, PostingPublisher publisher,
			AwaitedReceipts receipts, DispatchProperties properties, MeterRegistry meters) {
		this.writer = writer;
		this.messages = messages;
		this.publisher = publisher;
		this.receipts = receipts;
		this.properties = properties;
		this.seats = new Semaphore(properties.mostWaiting());
		Gauge
			.builder("cinema.dispatch.seats.used", this.seats,
					(seats) -> properties.mostWaiting() - seats.availablePermits())
			.description("dispatches that wait for their receipt just now")
			.register(meters);
		Gauge.builder("cinema.dispatch.seats.most", properties::mostWaiting).register(meters);
	}

	@Override
	public Dispatched dispatch(Dispatch dispatch) {
		WrittenPosting written = this.writer.write(workflowId(), dispatch);
		if (written.suppressed() != null) {
			return Dispatched.suppressed(written.suppressed());
		}
		Message message = this.messages.posting(dispatch.posting().id(), dispatch.event().occurredAt(), written.json());
		String routingKey = PostingQueues.routingKey(dispatch.posting().channel(), dispatch.notice().urgency());
		if (dispatch.notice().urgency() == Urgency.BULK || !this.seats.tryAcquire()) {
			this.publisher.publish(routingKey, message);
			return Dispatched.PUBLISHED;
		}
		try (AwaitedReceipt awaited = this.receipts.expect(dispatch.posting().id(), dispatch.attempt())) {
			this.publisher.publish(routingKey, message);
			Receipt receipt = awaited.await(this.properties.receiptWait());
			return (receipt != null) ? Dispatched.answered(receipt) : Dispatched.PUBLISHED;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		finally {
			this.seats.release();
		}
	}

	@Override
	public void withdraw(Withdraw withdraw) {
		Withdrawal withdrawal = new Withdrawal(workflowId(), withdraw.channel(), withdraw.postingIds());
		this.publisher.publish(PostingQueues.routingKey(withdraw.channel(), Urgency.URGENT),
				this.messages.withdrawal(withdrawal));
	}

	private static String workflowId() {
		return Activity.getExecutionContext().getInfo().getWorkflowId();
	}

}
