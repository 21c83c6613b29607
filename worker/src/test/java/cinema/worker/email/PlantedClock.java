package cinema.worker.email;

import java.time.Instant;

/** Breaks the rule that a clock is injected. */
public final class PlantedClock {

	private PlantedClock() {
	}

	static Instant now() {
		return Instant.now();
	}

}
