package cinema.orchestrator.dispatch;

import java.time.Duration;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReceiptSeatsTests {

	private static final int MANY = 50;

	private final ReceiptSeats seats = new ReceiptSeats(new DispatchProperties(Duration.ofSeconds(2), 2),
			new SimpleMeterRegistry());

	@Test
	void givesNoMoreSeatsThanThereAre() {
		assertThat(this.seats.tryTake()).isTrue();
		assertThat(this.seats.tryTake()).isTrue();
		assertThat(this.seats.tryTake()).isFalse();
		this.seats.leave(true);
		assertThat(this.seats.tryTake()).isTrue();
	}

	@Test
	void letsOnlyOneTryWhenNoReceiptHasComeForAWhile() {
		missMany();
		assertThat(this.seats.tryTake()).isTrue();
		assertThat(this.seats.tryTake()).isFalse();
	}

	@Test
	void givesAllSeatsAgainAfterOneReceipt() {
		missMany();
		this.seats.tryTake();
		this.seats.leave(true);
		assertThat(this.seats.tryTake()).isTrue();
		assertThat(this.seats.tryTake()).isTrue();
	}

	private void missMany() {
		for (int i = 0; i < MANY; i++) {
			this.seats.tryTake();
			this.seats.leave(false);
		}
	}

}
