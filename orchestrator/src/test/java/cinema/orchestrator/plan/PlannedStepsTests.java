package cinema.orchestrator.plan;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import cinema.workflows.contract.Channel;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Web, push after ten minutes, e-mail after an hour, to people who cannot have all. */
class PlannedStepsTests {

	private static final Duration TEN = Duration.ofMinutes(10);

	private static final Duration HOUR = Duration.ofHours(1);

	@Test
	void plansAllStepsForWhomAllReach() {
		PlannedSteps steps = without(Set.of(), null, TEN, HOUR);

		assertThat(waits(steps)).containsExactly(null, TEN, HOUR);
		assertThat(steps.skipped()).isEmpty();
		assertThat(steps.why()).isNull();
	}

	@Test
	void goesAtOnceToTheNextWhereTheFirstIsImpossible() {
		PlannedSteps steps = without(Set.of(Channel.WEB), null, TEN, HOUR);

		assertThat(steps.channels()).containsExactly(Channel.PUSH, Channel.EMAIL);
		assertThat(waits(steps)).containsExactly(null, HOUR);
		assertThat(steps.postings().get(0).step()).isEqualTo(new Step(2, null, false));
		assertThat(steps.skipped()).hasSize(1).containsValue("no web");
	}

	@Test
	void goesInTheTurnOfAnImpossibleStep() {
		assertThat(waits(without(Set.of(Channel.PUSH), null, TEN, HOUR))).containsExactly(null, TEN);
		assertThat(waits(without(Set.of(Channel.WEB, Channel.PUSH), null, TEN, HOUR))).hasSize(1).containsOnlyNulls();
	}

	@Test
	void keepsTheWaitAfterOneThatOnlyStandsIn() {
		assertThat(waits(without(Set.of(Channel.PUSH), null, null, HOUR))).containsExactly(null, HOUR);
		assertThat(waits(without(Set.of(), null, null, HOUR))).containsExactly(null, null, HOUR);
	}

	@Test
	void saysWhyNoneIsPossible() {
		PlannedSteps steps = without(Set.of(Channel.WEB, Channel.PUSH, Channel.EMAIL), null, TEN, HOUR);

		assertThat(steps.why()).isEqualTo("no web");
		assertThat(steps.channels()).hasSize(3);
		assertThat(steps.skipped()).isEmpty();
	}

	private static PlannedSteps without(Set<Channel> impossible, Duration... waits) {
		List<Channel> channels = List.of(Channel.WEB, Channel.PUSH, Channel.EMAIL);
		AtomicInteger number = new AtomicInteger();
		List<PlannedPosting> all = Arrays.stream(waits).map((wait) -> {
			int place = number.getAndIncrement();
			Channel channel = channels.get(place);
			return new PlannedPosting(channel, "id-" + channel, channel + "/a", new Step(place + 1, wait, false));
		}).toList();
		return PlannedSteps.of(all, (channel) -> impossible.contains(channel) ? "no " + channel : null);
	}

	private static List<Duration> waits(PlannedSteps steps) {
		return steps.postings().stream().map((one) -> one.step().after()).toList();
	}

}
