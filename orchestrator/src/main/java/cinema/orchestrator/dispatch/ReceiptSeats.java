package cinema.orchestrator.dispatch;

import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Who may wait for a receipt. When none has come for a while, one at a time goes on
 * trying, and all others are told by signal: nobody waits for a worker that is away.
 */
@Component
class ReceiptSeats {

	private static final int DOUBT = 20;

	private final AtomicInteger used = new AtomicInteger();

	private final AtomicInteger missed = new AtomicInteger();

	private final int most;

	ReceiptSeats(DispatchProperties properties, MeterRegistry meters) {
		this.most = properties.mostWaiting();
		Gauge.builder("cinema.dispatch.seats.used", this.used, AtomicInteger::get)
			.description("dispatches that wait for their receipt just now")
			.register(meters);
		Gauge.builder("cinema.dispatch.seats.most", () -> this.most).register(meters);
	}

	boolean tryTake() {
		int available = (this.missed.get() < DOUBT) ? this.most : Math.min(1, this.most);
		return this.used.getAndUpdate((now) -> (now < available) ? now + 1 : now) < available;
	}

	/** Ends a wait; {@code answered} when its receipt came. */
	void leave(boolean answered) {
		this.missed.updateAndGet((now) -> answered ? 0 : Math.min(now + 1, DOUBT));
		this.used.decrementAndGet();
	}

}
