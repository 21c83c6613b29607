package cinema.orchestrator.temporal;

import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.temporal.worker.tuning.FixedSizeSlotSupplier;
import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.SlotSupplierFuture;
import io.temporal.worker.tuning.WorkflowSlotInfo;

import org.springframework.stereotype.Component;

/**
 * The workflow tasks that may run at the same time. Whoever starts a workflow can wait
 * for one, since a workflow that is started while one is free needs no second way through
 * Temporal.
 */
@Component
public class WorkflowSlots extends FixedSizeSlotSupplier<WorkflowSlotInfo> {

	private final PaceProperties properties;

	private int taken;

	WorkflowSlots(PaceProperties properties) {
		super(properties.inHand());
		this.properties = properties;
	}

	/** Returns when one is free, or when the wait has been long enough. */
	public synchronized void awaitFree() {
		long until = System.nanoTime() + this.properties.startWait().toNanos();
		try {
			while (this.taken >= this.properties.inHand()) {
				long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
				if (left <= 0) {
					return;
				}
				wait(left);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public SlotSupplierFuture reserveSlot(SlotReserveContext<WorkflowSlotInfo> context) throws Exception {
		SlotSupplierFuture reserved = super.reserveSlot(context);
		reserved.thenAccept((permit) -> take());
		return reserved;
	}

	@Override
	public Optional<SlotPermit> tryReserveSlot(SlotReserveContext<WorkflowSlotInfo> context) {
		Optional<SlotPermit> reserved = super.tryReserveSlot(context);
		reserved.ifPresent((permit) -> take());
		return reserved;
	}

	private synchronized void take() {
		this.taken++;
	}

	@Override
	public void releaseSlot(SlotReleaseContext<WorkflowSlotInfo> context) {
		super.releaseSlot(context);
		synchronized (this) {
			this.taken--;
			notify();
		}
	}

}
