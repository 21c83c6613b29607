package cinema.orchestrator.order;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeSpanTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			120 sec          | PT2M
			120 SEC          | PT2M
			1 second         | PT1S
			2 days           | PT48H
			1 day            | PT24H
			1 week           | PT168H
			90m              | PT1H30M
			1.5 hours        | PT1H30M
			1 day 12 hours   | PT36H
			1 day, 12 hours  | PT36H
			1h30m            | PT1H30M
			PT2M             | PT2M
			pt2m             | PT2M
			P2D              | PT48H
			P1W              | PT168H
			P1DT2H           | PT26H
			120              | PT2M
			0 sec            | PT0S
			-5 min           | PT-5M
			PT-2M            | PT-2M
			-PT2M            | PT-2M
			""")
	void readsEverySpelling(String text, Duration span) {
		assertThat(TimeSpan.parse(text)).isEqualTo(span);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "soon", "2 fortnights", "P1M", "P1Y", "days", "2 days and more", "1:30",
			"999999999999 weeks 999999999999 weeks x", "PT", "0x10 sec", "1e3 sec", "٣ days", "--5 min" })
	void refusesWhatIsNoSpan(String text) {
		assertThat(TimeSpan.parse(text)).isNull();
	}

}
