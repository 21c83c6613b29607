package cinema.worker.delivery;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

import cinema.workflows.contract.Channel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/** How mailings give way to letters that somebody waits for. */
class BulkPaceTests {

	private static final Duration PART = Duration.ofMillis(30);

	private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000); // nanoTime may
																			// overflow

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final BulkPace pace = new BulkPace(this.meters, this.now::get);

	@Test
	void restsNeverWhileNothingElseIsSent() {
		assertThat(this.pace.rest(Channel.EMAIL, PART)).isZero();
		letters(10, 50);
		pass(6);

		assertThat(this.pace.rest(Channel.EMAIL, PART)).isZero();
	}

	@Test
	void beginsWithASmallPartOfTheTimeWhileOtherLettersCome() {
		letters(10, 50);

		assertThat(this.pace.rest(Channel.EMAIL, PART)).isCloseTo(Duration.ofMillis(70), Duration.ofMillis(1));
		assertThat(this.meters.get("cinema.mailing.share").tag("channel", "email").gauge().value()).isEqualTo(0.3,
				within(0.001));
	}

	@Test
	void takesMoreWhileOtherLettersAreAsQuickAsUsual() {
		letters(50, 50);
		beside(10, 60);

		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(0.6, within(0.001));
		beside(100, 60);
		assertThat(this.pace.rest(Channel.EMAIL, PART)).isZero();
	}

	@Test
	void takesLessAsSoonAsTheyAreSlowerThanUsual() {
		letters(50, 50);
		beside(10, 60);
		beside(2, 90);

		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(0.6 * 0.7 * 0.7, within(0.001));
		beside(8, 900);
		assertThat(this.pace.share(Channel.EMAIL)).as("but goes on").isEqualTo(0.05);
	}

	@Test
	void learnsWhatIsUsualWhileNoMailingIsSent() {
		letters(50, 400);
		beside(1, 550);
		assertThat(this.pace.share(Channel.EMAIL)).as("no slower than usual").isEqualTo(0.33, within(0.001));
		beside(3, 2000);
		beside(1, 550);
		assertThat(this.pace.share(Channel.EMAIL)).as("that is still no slower")
			.isEqualTo(0.33 * 0.343 + 0.03, within(0.001));
	}

	@Test
	void takesForUsualWhatIsSlowThoughTheMailingHardlyWorks() {
		letters(50, 50);
		beside(200, 400);

		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(1);
	}

	@Test
	void doesNotMindClocksThatDiffer() {
		letters(50, -200);
		beside(10, -200);

		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(0.6, within(0.001));
	}

	@Test
	void restsForASecondAtMostAndDoesNotMindWhatWaitedForHours() {
		letters(50, 50);
		beside(8, 900);
		this.pace.sent(Channel.EMAIL, Duration.ofHours(3));

		assertThat(this.pace.rest(Channel.EMAIL, Duration.ofMinutes(1))).isEqualTo(Duration.ofSeconds(1));
		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(0.05);
	}

	/** A telephone network in trouble is no reason to write fewer letters. */
	@Test
	void letsEmailGiveWayToItselfAlone() {
		letters(50, 50);
		beside(10, 60);
		for (int i = 0; i < 8; i++) {
			this.pace.rest(Channel.SMS, PART);
			this.pace.sent(Channel.SMS, Duration.ofSeconds(20));
		}

		assertThat(this.pace.share(Channel.EMAIL)).isEqualTo(0.6, within(0.001));
		assertThat(this.pace.share(Channel.SMS)).isLessThan(0.3);
	}

	/** They share the ledger and the processor. */
	@Test
	void letsMailingsOfAnyChannelGiveWayToEmail() {
		letters(50, 50);
		for (int i = 0; i < 8; i++) {
			this.pace.rest(Channel.WEB, PART);
			this.pace.sent(Channel.EMAIL, Duration.ofMillis(900));
		}

		assertThat(this.pace.share(Channel.WEB)).isEqualTo(0.05);
	}

	/** Letters of another channel do not tell that a mailing is alone. */
	@Test
	void restsOnlyForLettersOfItsOwnChannel() {
		this.pace.sent(Channel.SMS, Duration.ofMillis(50));

		assertThat(this.pace.rest(Channel.EMAIL, PART)).isZero();
	}

	private void letters(int number, long millis) {
		pass(2);
		for (int i = 0; i < number; i++) {
			this.pace.sent(Channel.EMAIL, Duration.ofMillis(millis));
		}
	}

	private void beside(int number, long millis) {
		for (int i = 0; i < number; i++) {
			this.pace.rest(Channel.EMAIL, PART);
			this.pace.sent(Channel.EMAIL, Duration.ofMillis(millis));
		}
	}

	private void pass(long seconds) {
		this.now.addAndGet(Duration.ofSeconds(seconds).toNanos());
	}

}
