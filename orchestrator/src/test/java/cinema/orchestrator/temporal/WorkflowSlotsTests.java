package cinema.orchestrator.temporal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import io.temporal.worker.tuning.SlotPermit;
import io.temporal.worker.tuning.SlotReleaseContext;
import io.temporal.worker.tuning.SlotReserveContext;
import io.temporal.worker.tuning.WorkflowSlotInfo;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

class WorkflowSlotsTests {

	private static final int IN_HAND = 10;

	@Test
	void letsAStartGoOnWhenATaskEnds() throws Exception {
		WorkflowSlots slots = slots(Duration.ofMinutes(5));
		List<SlotPermit> permits = takeAll(slots);
		Future<Void> start = waiting(slots);
		release(slots, permits.get(0));
		assertThat(start).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void letsAStartGoOnWhenTheWaitHasBeenLongEnough() {
		WorkflowSlots slots = slots(Duration.ofMillis(20));
		takeAll(slots);
		assertThat(CompletableFuture.runAsync(slots::awaitFree)).succeedsWithin(Duration.ofSeconds(10));
	}

	@Test
	void countsWhatPollersHave() throws Exception {
		WorkflowSlots slots = slots(Duration.ofMinutes(5));
		SlotPermit polling = slots.reserveSlot(context()).get(10, TimeUnit.SECONDS);
		for (int i = 1; i < IN_HAND; i++) {
			slots.tryReserveSlot(context()).orElseThrow();
		}
		assertThat(slots.tryReserveSlot(context())).isEmpty();
		Future<Void> start = waiting(slots);
		release(slots, polling);
		assertThat(start).succeedsWithin(Duration.ofSeconds(10));
	}

	/** A start that has been seen to wait. */
	private static Future<Void> waiting(WorkflowSlots slots) {
		FutureTask<Void> start = new FutureTask<>(slots::awaitFree, null);
		Thread thread = new Thread(start);
		thread.start();
		await().atMost(Duration.ofSeconds(10)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);
		return start;
	}

	private static WorkflowSlots slots(Duration startWait) {
		return new WorkflowSlots(new PaceProperties(IN_HAND, startWait));
	}

	private static List<SlotPermit> takeAll(WorkflowSlots slots) {
		List<SlotPermit> permits = new ArrayList<>();
		for (int i = 0; i < IN_HAND; i++) {
			permits.add(slots.tryReserveSlot(context()).orElseThrow());
		}
		return permits;
	}

	@SuppressWarnings("unchecked")
	private static SlotReserveContext<WorkflowSlotInfo> context() {
		return mock(SlotReserveContext.class);
	}

	@SuppressWarnings("unchecked")
	private static void release(WorkflowSlots slots, SlotPermit permit) {
		SlotReleaseContext<WorkflowSlotInfo> context = mock(SlotReleaseContext.class);
		given(context.getSlotPermit()).willReturn(permit);
		slots.releaseSlot(context);
	}

}
