package cinema.worker.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import cinema.worker.MovingClock;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** When one of several providers is the last choice, who tries it, and how it returns. */
class ProviderHealthTests {

	private static final Duration QUICK = Duration.ofMillis(50);

	private static final Duration SLOW = Duration.ofSeconds(2);

	private final MovingClock clock = new MovingClock(Instant.parse("2026-11-24T09:00:00Z"));

	private final ProviderHealth health = new ProviderHealth("email one", Duration.ofSeconds(1), true, this.clock);

	@Test
	void isWellAsLongAsMostOfItsAnswersAre() {
		send(9, SLOW, Urgency.BULK);
		assertThat(isWell(Urgency.BULK)).as("nine tell nothing").isTrue();

		send(20, QUICK, Urgency.BULK);
		send(9, SLOW, Urgency.BULK);

		assertThat(isWell(Urgency.BULK)).as("9 of 20").isTrue();
		send(1, SLOW, Urgency.BULK);
		assertThat(isWell(Urgency.BULK)).as("10 of 20").isFalse();
		assertThat(isWell(Urgency.URGENT)).as("a slow server is so for all").isFalse();
	}

	/** Such as a few receivers whose own servers are slow to answer ours. */
	@Test
	void isWellWhileItAnswersMoreThanIsLate() {
		List<ProviderHealth.Call> slow = new ArrayList<>();
		for (int i = 0; i < 12; i++) {
			slow.add(this.health.begin(Urgency.BULK));
		}
		send(20, QUICK, Urgency.BULK);
		this.clock.move(Duration.ofSeconds(2));

		assertThat(isWell(Urgency.BULK)).isTrue();
	}

	/** A file takes its time, and others' letters do not go elsewhere for it. */
	@Test
	void givesLargeLettersLonger() {
		for (int i = 0; i < 20; i++) {
			ProviderHealth.Call call = this.health.begin(Urgency.BULK, Duration.ofSeconds(10));
			this.clock.move(Duration.ofSeconds(9));
			assertThat(isWell(Urgency.URGENT)).isTrue();
			call.ended(true);
		}
		assertThat(isWell(Urgency.URGENT)).isTrue();
	}

	@Test
	void countsWhatHasNotAnsweredYet() {
		send(20, QUICK, Urgency.BULK);
		List<ProviderHealth.Call> hanging = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			hanging.add(this.health.begin(Urgency.BULK));
		}
		this.clock.move(Duration.ofSeconds(1));
		assertThat(isWell(Urgency.BULK)).isTrue();

		this.clock.move(Duration.ofMillis(1));

		assertThat(isWell(Urgency.BULK)).isFalse();
		hanging.forEach((one) -> one.ended(true));
		assertThat(isWell(Urgency.BULK)).as("they were asked before").isFalse();
	}

	@Test
	void needsFewWhereItAnswersNothingInTimeMeanwhile() {
		send(20, QUICK, Urgency.BULK);
		List<ProviderHealth.Call> hanging = new ArrayList<>();
		for (int i = 0; i < 5; i++) {
			hanging.add(this.health.begin(Urgency.BULK));
		}
		ProviderHealth.Call quick = this.health.begin(Urgency.BULK);
		this.clock.move(Duration.ofMillis(500));
		quick.ended(true);
		this.clock.move(Duration.ofMillis(600));
		assertThat(isWell(Urgency.BULK)).as("it answers others").isTrue();
		hanging.forEach((one) -> one.ended(null));

		for (int i = 0; i < 5; i++) {
			this.health.begin(Urgency.BULK);
		}
		this.clock.move(Duration.ofMillis(1100));
		assertThat(isWell(Urgency.BULK)).isFalse();
	}

	@Test
	void forgetsWhatIsLongPast() {
		send(9, SLOW, Urgency.NORMAL);
		this.clock.move(Duration.ofMinutes(6));
		send(1, SLOW, Urgency.NORMAL);

		assertThat(isWell(Urgency.NORMAL)).isTrue();
	}

	@Test
	void isTriedEveryTwoSecondsWhileItIsSlowAndReturnsByThreeGoodAnswers() {
		send(10, SLOW, Urgency.BULK);

		for (int i = 0; i < 4; i++) {
			assertThat(this.health.tries(Urgency.BULK)).as("too soon").isFalse();
			this.clock.move(Duration.ofSeconds(2));
			assertThat(this.health.tries(Urgency.BULK)).isTrue();
			assertThat(this.health.tries(Urgency.BULK)).as("one at a time").isFalse();
			send(1, SLOW, Urgency.BULK);
		}
		this.clock.move(Duration.ofSeconds(2));
		for (int i = 0; i < 3; i++) {
			assertThat(isWell(Urgency.BULK)).isFalse();
			assertThat(this.health.tries(Urgency.BULK)).isTrue();
			send(1, QUICK, Urgency.BULK);
		}

		assertThat(isWell(Urgency.BULK)).isTrue();
	}

	@Test
	void isTriedLessAndLessOftenWhileItSaysNothing() {
		for (int i = 0; i < 10; i++) {
			this.health.begin(Urgency.BULK);
		}
		this.clock.move(Duration.ofSeconds(2));
		assertThat(isWell(Urgency.BULK)).isFalse();

		for (int gap : new int[] { 2, 4, 8, 16, 32, 60, 60 }) {
			this.clock.move(Duration.ofSeconds(gap).minusMillis(1));
			assertThat(this.health.tries(Urgency.BULK)).as("before " + gap).isFalse();
			this.clock.move(Duration.ofMillis(1));
			assertThat(this.health.tries(Urgency.BULK)).as("after " + gap).isTrue();
		}
	}

	@Test
	void leavesTryingToLettersThatNobodyWaitsFor() {
		send(10, SLOW, Urgency.BULK);

		this.clock.move(Duration.ofSeconds(61));
		assertThat(this.health.tries(Urgency.URGENT)).isFalse();
		this.clock.move(Duration.ofSeconds(1));

		assertThat(this.health.tries(Urgency.URGENT)).as("nobody else did").isTrue();
	}

	@Test
	void minglesNoUrgencyThatIsRefusedWithOthers() {
		for (int i = 0; i < 10; i++) {
			this.health.begin(Urgency.BULK).ended(i % 4 == 0);
		}

		assertThat(isWell(Urgency.BULK)).isFalse();
		assertThat(isWell(Urgency.URGENT)).isTrue();
		assertThat(this.health.isSlow()).as("a quick no says nothing of its pace").isFalse();
		assertThat(this.health.isFailing()).isTrue();
	}

	/** Three of four no come seldom without a good one between. */
	@Test
	void takesNoneBackThatFailsThreeOfFour() {
		for (int i = 0; i < 10; i++) {
			this.health.begin(Urgency.BULK).ended(i % 4 == 0);
		}

		int tries = 0;
		for (int second = 0; second < 600; second++) {
			this.clock.move(Duration.ofSeconds(1));
			while (this.health.tries(Urgency.BULK)) {
				this.health.begin(Urgency.BULK).ended(tries % 4 == 0);
				tries++;
			}
		}

		assertThat(isWell(Urgency.BULK)).isFalse();
		assertThat(tries).isLessThan(40);
	}

	@Test
	void countsAGreetingThatIsSlowOrMissing() {
		for (int i = 0; i < 10; i++) {
			ProviderHealth.Call greeting = this.health.begin(Urgency.NORMAL);
			this.clock.move(SLOW);
			greeting.passed(true);
		}

		assertThat(this.health.isSlow()).isTrue();
	}

	@Test
	void judgesNoOnlyOne() {
		ProviderHealth only = new ProviderHealth("email", Duration.ofSeconds(1), false, this.clock);
		for (int i = 0; i < 30; i++) {
			ProviderHealth.Call call = only.begin(Urgency.BULK);
			this.clock.move(SLOW);
			call.ended(i % 2 == 0);
		}

		assertThat(only.isWell(Urgency.BULK)).isTrue();
	}

	@Test
	void showsWhy() {
		SimpleMeterRegistry meters = new SimpleMeterRegistry();
		this.health.show("email", "one", meters);
		send(10, SLOW, Urgency.BULK);

		assertThat(meters.get("cinema.provider.avoided").tag("reason", "slow").gauge().value()).isEqualTo(1);
		assertThat(meters.get("cinema.provider.avoided").tag("reason", "failing").gauge().value()).isZero();
	}

	private boolean isWell(Urgency urgency) {
		return this.health.isWell(urgency);
	}

	private void send(int letters, Duration time, Urgency urgency) {
		for (int i = 0; i < letters; i++) {
			ProviderHealth.Call call = this.health.begin(urgency);
			this.clock.move(time);
			call.ended(true);
		}
	}

}
