package cinema.orchestrator.intake;

import java.time.Clock;
import java.time.Instant;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Whether events move: a batch that cannot be taken comes again and again, and until it
 * is taken nothing behind it is.
 */
@Component
class IntakeProgress {

	private final Clock clock;

	private volatile @Nullable Instant stuckSince;

	IntakeProgress(MeterRegistry meters, Clock clock) {
		this.clock = clock;
		Gauge.builder("cinema.intake.paused", this, (progress) -> (progress.stuckSince() != null) ? 1 : 0)
			.description("1 while a batch of events cannot be taken")
			.register(meters);
	}

	void taken() {
		this.stuckSince = null;
	}

	void failed() {
		if (this.stuckSince == null) {
			this.stuckSince = this.clock.instant();
		}
	}

	@Nullable Instant stuckSince() {
		return this.stuckSince;
	}

}
