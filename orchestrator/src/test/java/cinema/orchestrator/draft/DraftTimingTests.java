package cinema.orchestrator.draft;

import java.util.List;

import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

class DraftTimingTests {

	@Test
	void firesByTheClockOfItsZone() {
		DraftTiming timing = recurring("18:30", null, false);

		assertThat(timing.cronLine()).isEqualTo("30 18 * * MON,FRI");
		assertThat(timing.firingZone()).isEqualTo("Asia/Tokyo");
	}

	/** Or whoever lives further east would be told when their hour has passed. */
	@Test
	void firesWhereTheDayBeginsFirstForAnHourOfEachReceiver() {
		DraftTiming timing = recurring("18:30", null, true);

		assertThat(timing.cronLine()).isEqualTo("0 0 * * MON,FRI");
		assertThat(timing.firingZone()).isEqualTo("Pacific/Kiritimati");
		assertThatThrownBy(() -> recurring("half past", null, true).cronLine()).isInstanceOf(RefusedException.class)
			.hasMessageContaining("time of day");
	}

	@Test
	void leavesALineOfItsOwnAsItIs() {
		DraftTiming timing = recurring("18:30", "0 5 1 * *", true);

		assertThat(timing.cronLine()).isEqualTo("0 5 1 * *");
		assertThat(timing.firingZone()).isEqualTo("Asia/Tokyo");
	}

	@ParameterizedTest
	@CsvSource({ "mon tue,skip,false", "MON TUE,buffer_one,false", "sun mon,,false", "mon wed fri,,true",
			"mon tue,allow_all,true", "'',skip,true" })
	void keepsNobodyFromTheOneOfTheNextDay(String days, @Nullable String overlap, boolean taken) {
		List<String> named = List.of(days.split(" ")).stream().filter((day) -> !day.isEmpty()).toList();

		Throwable refused = catchThrowable(() -> DraftTiming.requireApart(named, overlap, "overlap"));

		assertThat(refused == null).isEqualTo(taken);
	}

	private static DraftTiming recurring(String hour, @Nullable String cron, boolean receivers) {
		return new DraftTiming("recurring", null, "Asia/Tokyo", List.of("mon", "fri"), hour, cron, receivers, null,
				null, null);
	}

}
