package cinema.platform.trace;

import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

import static org.assertj.core.api.Assertions.assertThat;

class LogIdsTests {

	@Test
	void standOnEveryLineUntilClosed() {
		MDC.put("mine", "stays");
		try (LogIds ids = new LogIds().with("order", "7").with("customer", null)) {
			ids.with("order", "8");

			assertThat(MDC.getCopyOfContextMap()).containsEntry("order", "8").doesNotContainKey("customer");
		}
		assertThat(MDC.getCopyOfContextMap()).containsEntry("mine", "stays").doesNotContainKey("order");
		MDC.remove("mine");
	}

}
