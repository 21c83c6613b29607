package cinema.orchestrator.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.workflows.WorkflowIds;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageTurn;
import cinema.workflows.plan.Mailing;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;

import static org.assertj.core.api.Assertions.assertThat;

/** The rate of a mailing, divided among everybody who sends for it. */
@IntegrationTest
class PageTurnsIntegrationTests {

	@Autowired
	private MailingTable table;

	@Autowired
	private MailingControls controls;

	private final String event = UUID.randomUUID().toString();

	private Mailing mailing(String eventId) {
		Mailing mailing = SampleMailings.of(eventId, Instant.now(), "http://auth/users");
		this.table.note(id(mailing), mailing);
		return mailing;
	}

	private static String id(Mailing mailing) {
		return WorkflowIds.mailing(mailing.event().id(), mailing.notice());
	}

	private PageTurn take(Mailing mailing, int letters, double rate) {
		return new PageTurns(this.controls, id(mailing), null).take(letters, rate);
	}

	@Test
	void givesThreeHundredPagesAtOnceOneTurnAfterTheOther() {
		Mailing mailing = mailing(this.event);

		List<Instant> turns = IntStream.range(0, 300)
			.parallel()
			.mapToObj((page) -> take(mailing, 1, 10).at())
			.sorted()
			.toList();

		assertThat(turns.get(0)).isBeforeOrEqualTo(Instant.now());
		for (int k = 1; k < turns.size(); k++) {
			assertThat(Duration.between(turns.get(k - 1), turns.get(k))).isGreaterThanOrEqualTo(Duration.ofMillis(99));
		}
		assertThat(Duration.between(turns.get(0), turns.get(299))).isBetween(Duration.ofMillis(29_899),
				Duration.ofSeconds(32));
	}

	@Test
	void givesTurnsOfThreeSecondsAtMost() {
		Mailing mailing = mailing(this.event);

		assertThat(take(mailing, 500, 20).letters()).isEqualTo(60);
		assertThat(take(mailing, 500, 10_000).letters()).isEqualTo(500);
		assertThat(take(mailing, 7, 10_000).letters()).isEqualTo(7);
		assertThat(take(mailing, 500, 0.01).letters()).isEqualTo(1);
	}

	@Test
	void sharesTheTurnsWithAResend() {
		Mailing first = mailing(this.event);
		Mailing again = mailing(this.event + ".resend-1");

		Instant one = take(first, 3, 1).at();
		Instant other = take(again, 3, 1).at();

		assertThat(Duration.between(one, other)).isGreaterThanOrEqualTo(Duration.ofSeconds(3));
	}

	@Test
	void givesTurnsAnewWhenTheRateOfAResendChanges() {
		Mailing first = mailing(this.event);
		Mailing again = mailing(this.event + ".resend-1");
		PageTurn late = take(first, 1, 0.001);
		take(again, 1, 0.001);

		this.controls.keep(id(again), MailingControl.at(5));

		assertThat(take(again, 1, 5).at()).isBefore(Instant.now().plusSeconds(2));
		assertThat(new PageTurns(this.controls, id(first), late).left()).isZero();
		assertThat(this.controls.find(id(first)).rate()).isEqualTo(first.rate());
	}

	@Test
	void givesTurnsAnewWhenTheRateChanges() {
		Mailing mailing = mailing(this.event);
		take(mailing, 1, 0.001);
		PageTurn late = take(mailing, 1, 0.001);
		assertThat(late.at()).isAfter(Instant.now().plusSeconds(600));
		assertThat(new PageTurns(this.controls, id(mailing), late).left()).isEqualTo(1);

		this.controls.keep(id(mailing), MailingControl.at(5));

		assertThat(new PageTurns(this.controls, id(mailing), late).left()).isZero();
		assertThat(take(mailing, 1, 5).at()).isBefore(Instant.now().plusSeconds(2));
	}

	@Test
	void givesTurnsAnewAfterAPauseAndKeepsThemWhereNothingChanged() {
		Mailing mailing = mailing(this.event);
		MailingControl going = MailingControl.at(mailing.rate());
		PageTurn turn = take(mailing, 1, 1);

		this.controls.keep(id(mailing), going);
		assertThat(new PageTurns(this.controls, id(mailing), turn).left()).isEqualTo(1);

		this.controls.keep(id(mailing), going.pausedBy("a test"));
		this.controls.keep(id(mailing), going);
		assertThat(new PageTurns(this.controls, id(mailing), turn).left()).isZero();
	}

}
