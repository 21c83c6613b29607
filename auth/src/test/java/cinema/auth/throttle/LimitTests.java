package cinema.auth.throttle;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class LimitTests {

	private final Limit.Numbers numbers = new Limit.Numbers(3, Duration.ofSeconds(10), Duration.ofMinutes(15),
			Duration.ofHours(1));

	@ParameterizedTest
	@CsvSource({ "0, 0", "2, 0", "3, 10", "4, 20", "5, 40", "9, 640", "10, 900", "1000000, 900" })
	void doublesTheWaitUpToTheLongest(int tries, long seconds) {
		assertThat(this.numbers.waitAfter(tries)).isEqualTo(Duration.ofSeconds(seconds));
	}

	@Test
	void takesNoNumbersThatLimitNothing() {
		assertThatThrownBy(() -> new Limit.Numbers(0, Duration.ZERO, Duration.ZERO, Duration.ZERO))
			.hasMessageContaining("free");
	}

}
