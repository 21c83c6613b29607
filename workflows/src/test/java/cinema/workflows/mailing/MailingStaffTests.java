package cinema.workflows.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

import cinema.workflows.WorkflowIds;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageReport;
import cinema.workflows.plan.MailingLimits;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowStub;
import io.temporal.client.WorkflowUpdateException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.mailing.MailingScene.MORNING;
import static cinema.workflows.mailing.MailingScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class MailingStaffTests {

	private final MailingScene stage = new MailingScene();

	@AfterEach
	void close() {
		this.stage.close();
	}

	private MailingScene held() {
		this.stage.page("1", null, Map.of(NOON, List.of("ann"), MORNING, List.of("bob", "cat")), Map.of()).start();
		this.stage.sleep(Duration.ofMinutes(1));
		return this.stage;
	}

	@Test
	void cancelsWhatIsHeld() {
		MailingProgress answer = held().workflow().cancel("ordered by mistake", null);
		assertThat(answer.held() + answer.cancelled()).isEqualTo(2);

		MailingOutcome outcome = this.stage.end();

		assertThat(outcome.status()).isEqualTo(MailingStatus.CANCELLED);
		assertThat(outcome.reason()).isEqualTo("ordered by mistake");
		assertThat(outcome.progress().cancelled()).isEqualTo(2);
		assertThat(outcome.progress().delivered()).isEqualTo(1);
		assertThat(this.stage.fakes.published).containsExactly("ann");
		assertThat(this.stage.endedAt()).isBefore(MORNING);
	}

	@Test
	void triesWhatWasPutOffAtTheRateThatStaffChose() {
		MailingScenario.RATE_CHANGED_FOR_WHAT_WAS_PUT_OFF.play(this.stage);

		assertThat(this.stage.end().progress().delivered()).isEqualTo(1);
		assertThat(this.stage.fakes.publishedAt.get("ann")).isBefore(NOON.plus(Duration.ofMinutes(5)));
	}

	@Test
	void endsAsItDidWhereItsEventHasComeAgain() {
		MailingScenario.CAME_AGAIN.play(this.stage);

		assertThat(this.stage.end()).isEqualTo(this.stage.fakes.endedBefore);

		assertThat(this.stage.fakes.opened).isEmpty();
		assertThat(this.stage.fakes.outcomes).as("what is kept of it stays").isEmpty();
	}

	@Test
	void sendsNothingInTheMorningWhileItIsPaused() {
		assertThat(held().workflow().pause(null).paused()).isTrue();
		this.stage.sleep(Duration.ofHours(24));
		assertThat(this.stage.fakes.published).containsExactly("ann");

		this.stage.workflow().resume();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(3);
		assertThat(this.stage.fakes.publishedAt.get("bob")).isAfter(NOON.plus(Duration.ofHours(24)));
	}

	@Test
	void readsNoFurtherPageWhileItIsPaused() {
		this.stage.fakes.onOpen = (request) -> {
			if (request.url().equals("2") && this.stage.fakes.controls.size() < 2) {
				this.stage.workflow().pause(null);
			}
		};
		this.stage.page("1", "2", "ann").page("2", "3", "bob").page("3", null, "cat").start();
		this.stage.sleep(Duration.ofHours(1));
		assertThat(this.stage.fakes.opened).doesNotContain("3");
		assertThat(this.stage.fakes.published).doesNotContain("cat");

		this.stage.workflow().resume();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(3);
	}

	@Test
	void goesOnWithAGroupThatAPauseInterrupted() {
		this.stage.fakes.mayDispatch = (dispatch) -> false;
		this.stage.page("1", null, "ann", "bob").start();
		this.stage.sleep(Duration.ofSeconds(30));
		assertThat(this.stage.fakes.published).isEmpty();

		this.stage.fakes.mayDispatch = (dispatch) -> true;

		assertThat(this.stage.end().progress().delivered()).isEqualTo(2);
	}

	@Test
	void keepsTheRateForWhatIsBeingSent() {
		MailingProgress changed = held().workflow().changeRate(12.5);

		assertThat(changed.rate()).isEqualTo(12.5);
		assertThat(this.stage.fakes.controls).last().isEqualTo(MailingControl.at(12.5));
		assertThat(this.stage.end().progress().delivered()).isEqualTo(3);
	}

	@Test
	void tellsPagesOfAWordThatTakesBackWhatItsRowRemembered() {
		List<MailingControl> told = new CopyOnWriteArrayList<>();
		this.stage.fakes.controls.add(MailingControl.at(5));
		held();
		this.stage.fakes.tell = (pageId, control) -> told.add(control);

		this.stage.workflow().changeRate(0);
		this.stage.sleep(Duration.ofSeconds(1));

		assertThat(told).containsExactly(MailingControl.at(0));
	}

	@Test
	void hearsStaffWhilePagesAreBeingStarted() {
		List<CompletableFuture<MailingProgress>> told = new CopyOnWriteArrayList<>();
		this.stage.fakes.onOpen = (request) -> told
			.add(CompletableFuture.supplyAsync(() -> this.stage.workflow().resume()));
		for (int page = 1; page <= 12; page++) {
			this.stage.page("" + page, (page < 12) ? "" + (page + 1) : null, "user-" + page);
		}
		this.stage.limits(new MailingLimits(500, 12, 50, 50, 3, 20_000, 5)).start();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(12);
		assertThat(told).hasSize(12).allSatisfy((answer) -> assertThat(answer).succeedsWithin(Duration.ofSeconds(5)));
	}

	@Test
	void endsAPageWhoseMailingIsGone() {
		held();
		WorkflowStub.fromTyped(this.stage.workflow()).terminate("a test");

		PageReport report = this.stage.page(1);

		assertThat(report.tally().delivered()).isEqualTo(3);
		// It was not there between two of its runs either, so it is told more than once.
		assertThat(this.stage.history(WorkflowIds.page(MailingScene.ID, 1)).getEvents())
			.filteredOn(HistoryEvent::hasSignalExternalWorkflowExecutionFailedEventAttributes)
			.hasSize(4);
	}

	@Test
	void keepsTheLastOfTwoWords() {
		CountDownLatch keeping = new CountDownLatch(1);
		this.stage.fakes.onControl = (control) -> {
			keeping.countDown();
			// Long enough for the second word to overtake the first one.
			await(control.paused() ? Duration.ofSeconds(1) : Duration.ZERO);
		};
		held();
		CompletableFuture<MailingProgress> paused = CompletableFuture
			.supplyAsync(() -> this.stage.workflow().pause("service tests"));
		assertThat(keeping).satisfies((latch) -> assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue());

		this.stage.workflow().resume();

		assertThat(paused).succeedsWithin(Duration.ofSeconds(10));
		assertThat(this.stage.fakes.controls).last().extracting(MailingControl::paused).isEqualTo(false);
		assertThat(this.stage.end().progress().delivered()).isEqualTo(3);
	}

	/** What is being published looks at what is kept, and nothing tells it. */
	@Test
	void keepsAWordBeforeItTellsThePages() {
		BiConsumer<String, MailingControl> tell = this.stage.fakes.tell;
		List<MailingControl> kept = new CopyOnWriteArrayList<>();
		this.stage.fakes.tell = (pageId, control) -> {
			kept.add(this.stage.fakes.controls.get(this.stage.fakes.controls.size() - 1));
			tell.accept(pageId, control);
		};

		held().workflow().cancel("ordered by mistake", null);

		assertThat(this.stage.end().status()).isEqualTo(MailingStatus.CANCELLED);
		assertThat(kept).isNotEmpty()
			.allSatisfy((control) -> assertThat(control.cancelled()).isEqualTo("ordered by mistake"));
	}

	private static void await(Duration pause) {
		try {
			TimeUnit.MILLISECONDS.sleep(pause.toMillis());
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Test
	void refusesWhatMakesNoSense() {
		held();
		assertThatThrownBy(() -> this.stage.workflow().changeRate(-1)).isInstanceOf(WorkflowUpdateException.class);
		assertThatThrownBy(() -> this.stage.workflow().cancel(" ", null)).isInstanceOf(WorkflowUpdateException.class);
	}

	@Test
	void staysWithinTheBudgetOfAPage() {
		held();
		this.stage.end();

		int events = this.stage.history(MailingScene.ID + "/page/1").getEvents().size();

		assertThat(events).as("a page with two groups").isLessThanOrEqualTo(60);
	}

}
