package cinema.workflows.mailing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.plan.MailingLimits;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.client.WorkflowFailedException;
import io.temporal.failure.ApplicationFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static cinema.workflows.mailing.MailingScene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class MailingWorkflowTests {

	private final MailingScene stage = new MailingScene();

	@AfterEach
	void close() {
		this.stage.close();
	}

	@Test
	void tellsEveryPageOfTheAudience() {
		this.stage.page("1", "2", "ann", "bob").page("2", "3", "cat").page("3", null, "dan").start();

		MailingOutcome outcome = this.stage.end();

		assertThat(outcome.status()).isEqualTo(MailingStatus.COMPLETED);
		assertThat(outcome.progress().delivered()).isEqualTo(4);
		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "bob", "cat", "dan");
		assertThat(this.stage.fakes.outcomes).containsExactly(outcome);
	}

	@Test
	void goesOnInFurtherRunsWithoutForgettingAnything() {
		for (int page = 1; page <= 10; page++) {
			this.stage.page("" + page, (page < 10) ? "" + (page + 1) : null, "user-" + page);
		}
		this.stage.limits(new MailingLimits(500, 2, 3, 50, 3, 20_000, 5)).start();

		MailingOutcome outcome = this.stage.end();

		assertThat(outcome.progress().pages()).isEqualTo(10);
		assertThat(outcome.progress().delivered()).isEqualTo(10);
		assertThat(this.stage.fakes.opened).hasSize(10);
	}

	@Test
	void tellsAReceiverOnTwoPagesOnce() {
		this.stage.page("1", "2", "ann", "bob").page("2", null, "bob", "cat").start();

		MailingOutcome outcome = this.stage.end();

		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "bob", "cat");
		assertThat(outcome.progress().skipped()).containsEntry("on another page too", 1);
		assertThat(outcome.progress().delivered()).isEqualTo(3);
	}

	@Test
	void learnsByItsDispatchWhatBecameOfAPageThatIsAnswered() {
		this.stage.fakes.optedOut.add("bob");
		this.stage.page("1", null, "ann", "bob").start();

		assertThat(this.stage.end().progress().skipped()).containsEntry("opted out of email", 1);
		assertThat(this.stage.fakes.tallies).hasValue(0);
		assertThat(this.stage.history(MailingScene.ID + "/page/1").getEvents())
			.noneMatch(HistoryEvent::hasWorkflowExecutionSignaledEventAttributes);
	}

	@Test
	void learnsByASignalOfAnswersThatComeLater() {
		MailingScenario.ANSWERED_LATE.play(this.stage);

		assertThat(this.stage.end().progress().delivered()).isEqualTo(2);
		assertThat(this.stage.fakes.tallies).hasPositiveValue();
	}

	@Test
	void countsWhoIsNotToldByReason() {
		this.stage.page("1", "2", Map.of(NOON, List.of("ann")), Map.of("opted out of email", 2, "no address", 1))
			.page("2", null, Map.of(NOON, List.of("bob")), Map.of("opted out of email", 3))
			.start();

		MailingProgress progress = this.stage.end().progress();

		assertThat(progress.skipped()).isEqualTo(Map.of("opted out of email", 5, "no address", 1));
		assertThat(progress.seen()).isEqualTo(8);
	}

	@Test
	void readsAPageAgainUntilItsServiceIsBack() {
		this.stage.page("1", "2", "ann").page("2", null, "bob").start();
		this.stage.fakes.onOpen = (request) -> {
			if (request.url().equals("2") && this.stage.fakes.opened.size() < 6) {
				throw new IllegalStateException("auth answered 503");
			}
		};

		assertThat(this.stage.end().progress().delivered()).isEqualTo(2);
		assertThat(this.stage.fakes.opened).startsWith("1", "2", "2")
			.as("page 1 is read once")
			.filteredOn("1"::equals)
			.hasSize(1);
	}

	@Test
	void triesDeferredLettersAgainAndReportsUnknownOnes() {
		this.stage.fakes.answers.put("ann",
				List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED));
		this.stage.fakes.answers.put("bob", List.of(ReceiptStatus.UNKNOWN));
		this.stage.fakes.answers.put("cat", List.of(ReceiptStatus.REJECTED));
		this.stage.page("1", null, "ann", "bob", "cat", "dan").start();

		MailingProgress progress = this.stage.end().progress();

		assertThat(progress.delivered()).isEqualTo(2);
		assertThat(progress.unknown()).isEqualTo(1);
		assertThat(progress.failed()).isEqualTo(1);
		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "ann", "ann", "bob", "cat", "dan");
	}

	/** As letters do for which there is no place under a cap. */
	@Test
	void asksOnceForWhatWaitsForAMomentTogetherWithAll() {
		this.stage.fakes.retryAt = NOON.plus(Duration.ofHours(22));
		List<String> all = IntStream.range(0, 40).mapToObj((one) -> "user-" + one).toList();
		all.forEach(
				(one) -> this.stage.fakes.answers.put(one, List.of(ReceiptStatus.DEFERRED, ReceiptStatus.DELIVERED)));
		this.stage.page("1", null, all.toArray(String[]::new)).start();

		assertThat(this.stage.end().progress().delivered()).isEqualTo(40);
		assertThat(this.stage.fakes.retries).hasValue(1);
		assertThat(this.stage.fakes.publishedAt.values()).allSatisfy((at) -> assertThat(at)
			.isBetween(NOON.plus(Duration.ofHours(22)), NOON.plus(Duration.ofHours(22)).plusSeconds(5)));
		assertThat(this.stage.history(WorkflowIds.page(MailingScene.ID, 1)).getEvents()).hasSizeLessThan(40);
	}

	@Test
	void expiresWhatIsDeferredUntilItsDeadline() {
		this.stage.fakes.answers.put("ann", List.of(ReceiptStatus.DEFERRED));
		this.stage.page("1", null, "ann").start();

		assertThat(this.stage.end().progress().expired()).isEqualTo(1);
		assertThat(this.stage.endedAt()).isBetween(NOON.plus(Duration.ofDays(2)),
				NOON.plus(Duration.ofDays(2)).plusSeconds(60));
	}

	@Test
	void expiresBeforeItReadsTheAudience() {
		this.stage.page("1", null, "ann").start(Duration.ofSeconds(-1), null, null);

		assertThat(this.stage.end().status()).isEqualTo(MailingStatus.EXPIRED);
		assertThat(this.stage.fakes.published).isEmpty();
	}

	@Test
	void stopsWhenThePagesGoInACircle() {
		this.stage.page("1", "2", "ann").page("2", "3", "bob").page("3", "2", "cat").start();

		assertThatThrownBy(this.stage::end).isInstanceOfSatisfying(WorkflowFailedException.class,
				(failed) -> assertThat(((ApplicationFailure) failed.getCause()).getOriginalMessage())
					.contains("circle"));
		assertThat(this.stage.fakes.published).containsExactlyInAnyOrder("ann", "bob", "cat");
	}

	@Test
	void stopsWhenNobodyComesAnyMore() {
		for (int page = 1; page <= 20; page++) {
			this.stage.page("" + page, "" + (page + 1), Map.of(), Map.of());
		}
		this.stage.start();

		assertThatThrownBy(this.stage::end).isInstanceOf(WorkflowFailedException.class);
		assertThat(this.stage.fakes.opened).hasSize(3);
	}

	@Test
	void saysThatNobodyWasThere() {
		this.stage.page("1", null, Map.of(), Map.of()).start();

		assertThat(this.stage.end().reason()).isEqualTo("the audience has nobody");
	}

}
