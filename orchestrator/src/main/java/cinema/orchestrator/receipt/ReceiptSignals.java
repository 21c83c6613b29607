package cinema.orchestrator.receipt;

import java.util.List;

import cinema.platform.trace.LogIds;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowNotFoundException;
import io.temporal.client.WorkflowServiceException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/** Tells workflows what became of their postings. */
@Component
class ReceiptSignals {

	private static final Logger logger = LoggerFactory.getLogger(ReceiptSignals.class);

	private final WorkflowClient temporal;

	private final Counter orphaned;

	private final Counter refused;

	ReceiptSignals(WorkflowClient temporal, MeterRegistry meters) {
		this.temporal = temporal;
		this.orphaned = meters.counter("cinema.receipts.orphaned");
		this.refused = meters.counter("cinema.receipts.refused");
	}

	/**
	 * Returns when Temporal has the receipts, or the workflow has ended and needs them no
	 * more. The stub is untyped, since any kind of workflow may have sent the posting.
	 */
	void acknowledge(String workflowId, List<Receipt> receipts) {
		// Most of what is seen is seen when nothing waits for it any more.
		long waitedFor = receipts.stream().filter((one) -> one.status() != ReceiptStatus.SEEN).count();
		signal(workflowId, waitedFor, "acknowledge", List.copyOf(receipts));
	}

	/** Tells a page of a mailing that everything it published has been answered. */
	void settle(String pageId) {
		signal(pageId, 0, "settle");
	}

	private void signal(String workflowId, long receipts, String name, Object... arguments) {
		try (LogIds ids = new LogIds().with("workflowId", workflowId)) {
			this.temporal.newUntypedWorkflowStub(workflowId).signal(name, arguments);
		}
		catch (WorkflowNotFoundException ended) {
			this.orphaned.increment(receipts);
		}
		catch (WorkflowServiceException ex) {
			if (!isRefused(ex)) {
				throw ex;
			}
			this.refused.increment(receipts);
			logger.warn("Temporal refuses {} receipts for one workflow", receipts, ex);
		}
	}

	/** What is refused now would be refused for ever, and the journal has it. */
	private static boolean isRefused(WorkflowServiceException failure) {
		return failure.getCause() instanceof StatusRuntimeException refusal
				&& refusal.getStatus().getCode() == Status.Code.INVALID_ARGUMENT;
	}

}
