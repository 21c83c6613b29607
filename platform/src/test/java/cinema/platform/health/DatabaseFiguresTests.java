package cinema.platform.health;

import java.math.BigDecimal;
import java.util.Map;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;

class DatabaseFiguresTests {

	private final JdbcClient jdbc = mock(RETURNS_DEEP_STUBS);

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final DatabaseFigures figures = new DatabaseFigures(this.jdbc, this.meters, "select")
		.gauge("shop.open", "open", null, "how many shops are open")
		.gauge("shop.age", "age", "years", "how old the oldest is");

	@Test
	void reportsWhatTheDatabaseSaid() {
		given(this.jdbc.sql(anyString()).query().singleRow())
			.willReturn(Map.of("open", 3L, "age", new BigDecimal("2.5")));
		this.figures.ask();

		assertThat(value("shop.open")).isEqualTo(3);
		assertThat(value("shop.age")).isEqualTo(2.5);
	}

	@Test
	void reportsNoNumberThatNobodyCanTell() {
		assertThat(value("shop.open")).isNaN();
		given(this.jdbc.sql(anyString()).query().singleRow()).willReturn(Map.of("open", 3L))
			.willThrow(new DataAccessResourceFailureException("away"));
		this.figures.ask();
		assertThat(value("shop.open")).isEqualTo(3);

		this.figures.ask();

		assertThat(value("shop.open")).isNaN();
	}

	private double value(String name) {
		return this.meters.get(name).gauge().value();
	}

}
