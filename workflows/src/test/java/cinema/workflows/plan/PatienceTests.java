package cinema.workflows.plan;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PatienceTests {

	private final Patience patience = new Patience(Duration.ofMinutes(10), Duration.ofHours(1), Duration.ofSeconds(10),
			Duration.ofSeconds(50));

	@Test
	void doublesTheWaitForAReceiptUpToItsLimit() {
		assertThat(this.patience.forReceipt(0)).isEqualTo(Duration.ofMinutes(10));
		assertThat(this.patience.forReceipt(2)).isEqualTo(Duration.ofMinutes(40));
		assertThat(this.patience.forReceipt(1000)).isEqualTo(Duration.ofHours(1));
	}

	@Test
	void doublesTheGapAfterEachDeferral() {
		assertThat(this.patience.afterDeferred(1)).isEqualTo(Duration.ofSeconds(10));
		assertThat(this.patience.afterDeferred(3)).isEqualTo(Duration.ofSeconds(40));
		assertThat(this.patience.afterDeferred(4)).isEqualTo(Duration.ofSeconds(50));
	}

}
