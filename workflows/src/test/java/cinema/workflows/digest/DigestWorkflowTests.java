package cinema.workflows.digest;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

import cinema.workflows.ShownOutcome;
import io.temporal.api.enums.v1.EventType;
import io.temporal.client.WorkflowStub;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class DigestWorkflowTests {

	@ParameterizedTest
	@EnumSource
	void makesTheseLetters(DigestScenario scenario) {
		try (DigestStage stage = new DigestStage()) {
			scenario.play(stage);
			assertThat(stage.letters()).isEqualTo(scenario.letters);
			assertThat(ShownOutcome.of(stage.history())).containsExactly("CLOSED");
		}
	}

	@Test
	void closesAtItsMoment() {
		try (DigestStage stage = new DigestStage()) {
			stage.add();
			stage.letters();
			assertThat(stage.table.looks).hasSize(2)
				.last(InstanceOfAssertFactories.INSTANT)
				.isBetween(DigestStage.EVENING, DigestStage.EVENING.plusSeconds(1));
		}
	}

	@Test
	void asksForTheMomentAgainOnlyWhenItMayHaveChanged() {
		try (DigestStage stage = new DigestStage()) {
			for (int i = 0; i < 20; i++) {
				stage.add().sleep(Duration.ofMinutes(1));
			}
			assertThat(stage.letters()).containsExactly(20);
			assertThat(stage.table.looks).hasSizeLessThan(5);
		}
	}

	/** One that has ended is started again by what comes next. */
	@Test
	void beginsAnewAfterItsEnd() {
		try (DigestStage stage = new DigestStage()) {
			stage.add();
			assertThat(stage.letters()).containsExactly(1);
			stage.sleep(Duration.ofHours(3));
			stage.add();
			assertThat(stage.letters()).containsExactly(1, 1);
		}
	}

	@Test
	void goesOnAsNewAndLosesNothing() {
		try (DigestStage stage = new DigestStage()) {
			String first = WorkflowStub.fromTyped(stage.add().workflow()).describe().getExecution().getRunId();
			for (int i = 0; i < 520; i++) {
				stage.add();
			}
			assertThat(stage.letters()).containsExactly(521);
			assertThat(WorkflowStub.fromTyped(stage.workflow()).describe().getExecution().getRunId())
				.isNotEqualTo(first);
		}
	}

	/** What it did before the kill is in the table, and is found there. */
	@Test
	void closesOnceThoughItsWorkerIsKilledWhileItCloses() {
		try (DigestStage stage = new DigestStage()) {
			AtomicBoolean killed = new AtomicBoolean();
			CountDownLatch reached = new CountDownLatch(1);
			stage.table.onLetter = () -> {
				if (stage.table.letters.size() == 1 && !killed.getAndSet(true)) {
					reached.countDown();
					hang();
				}
			};
			stage.add().sleep(Duration.ofHours(7));
			await(reached);
			stage.killTheWorkerAndStartAnother();
			assertThat(stage.letters()).containsExactly(1);
		}
	}

	@Test
	void saysUntilWhenItCollects() {
		try (DigestStage stage = new DigestStage()) {
			stage.add();
			stage.letters();
			assertThat(stage.history().getEvents())
				.filteredOn((event) -> event.getEventType() == EventType.EVENT_TYPE_TIMER_STARTED)
				.singleElement()
				.satisfies((timer) -> assertThat(timer.getUserMetadata().getSummary().getData().toStringUtf8())
					.isEqualTo("\"collects until 18:00 Europe/Moscow\""));
		}
	}

	/** Hangs until its thread is interrupted. */
	private static void hang() {
		await(new CountDownLatch(1));
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
