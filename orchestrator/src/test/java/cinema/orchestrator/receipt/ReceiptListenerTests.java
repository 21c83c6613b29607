package cinema.orchestrator.receipt;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.suppression.BounceWriter;
import cinema.platform.trace.Traces;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.dao.CannotAcquireLockException;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/**
 * Whom a receipt is told, in which order; the broker keeps it until the listener returns.
 */
@Timeout(30)
class ReceiptListenerTests {

	private static final String PAGE = "mailing/m-1/new_movies/page/1";

	private final AwaitedReceipts awaited = mock();

	private final BounceWriter journal = mock();

	private final Journal rows = mock();

	private final PageSettlement pages = mock();

	private final ReceiptSignals signals = mock();

	private final PostingPublisher publisher = mock();

	private final ReceiptListener listener = new ReceiptListener(this.awaited, this.pages,
			new ReceiptReader(new WireFormat()), this.signals, this.publisher, mock(), this.journal, this.rows,
			new Traces(OpenTelemetry.noop(), "tests"), new SimpleMeterRegistry());

	/**
	 * A dispatch that waits is quickest; a workflow that is told may read the journal.
	 */
	@Test
	void handsThenWritesThenTells() {
		this.listener.onMessageBatch(List.of(receipt("event/a/b"), receipt(PAGE)), null);

		InOrder order = inOrder(this.awaited, this.journal, this.signals, this.pages);
		order.verify(this.awaited, times(2)).hand(any());
		order.verify(this.journal).conclude(anyList());
		order.verify(this.signals).acknowledge(eq("event/a/b"), anyList());
		order.verify(this.pages).answered(any());
	}

	@Test
	void returnsWhenTheJournalAndTheWorkflowsKnow() {
		given(this.journal.conclude(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(List.of());
		willThrow(new IllegalStateException("Temporal is away")).willDoNothing()
			.given(this.signals)
			.acknowledge(anyString(), anyList());
		willThrow(new CannotAcquireLockException("deadlock")).willDoNothing().given(this.pages).answered(any());

		this.listener.onMessageBatch(List.of(receipt("event/a/b"), receipt(PAGE)), null);

		verify(this.journal, times(2)).conclude(anyList());
		verify(this.signals, times(2)).acknowledge(anyString(), anyList());
		verify(this.pages, times(2)).answered(any());
	}

	@Test
	void returnsWhenTheBrokerHasWhatNobodyCanRead() {
		willThrow(new IllegalStateException("RabbitMQ has not confirmed in time")).willDoNothing()
			.given(this.publisher)
			.bury(any(), anyString(), anyString());

		this.listener.onMessageBatch(List.of(message("no receipt")), null);

		verify(this.publisher, times(2)).bury(any(), anyString(), anyString());
	}

	/** Nobody waits for an attempt to be seen, and most workflows have ended by then. */
	@Test
	void tellsOfWhatIsSeenOnlyThoseWhoWaitForIt() {
		given(this.rows.steps(anyList())).willReturn(Set.of());
		this.listener.onMessageBatch(List.of(seen("event/a/b"), seen(PAGE)), null);

		verify(this.awaited, never()).hand(any());
		verify(this.journal).conclude(anyList());
		verify(this.signals, never()).acknowledge(anyString(), anyList());
		verify(this.pages, never()).answered(any());
	}

	@Test
	void tellsStepsThatTheyAreSeen() {
		given(this.rows.steps(anyList())).willThrow(new CannotAcquireLockException("deadlock"))
			.willReturn(Set.of("3f0b2c9e-9f5e-4b7a-9d43-0b8f6f2b7a11"));
		this.listener.onMessageBatch(List.of(seen("event/a/b")), null);

		verify(this.signals).acknowledge(eq("event/a/b"), anyList());
	}

	private static Message seen(String workflowId) {
		return message(text(workflowId).replace("DELIVERED", "SEEN"));
	}

	private static Message receipt(String workflowId) {
		return message(text(workflowId));
	}

	private static String text(String workflowId) {
		return """
				{"posting_id": "3f0b2c9e-9f5e-4b7a-9d43-0b8f6f2b7a11", "workflow_id": "%s", "attempt": 1,
				 "status": "DELIVERED", "at": "2026-11-23T10:00:00Z"}
				""".formatted(workflowId);
	}

	private static Message message(String body) {
		return MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8)).build();
	}

}
