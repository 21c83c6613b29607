package cinema.platform.health;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Which parts answer this instance, by the same checks as its health: asked now and then,
 * never while somebody scrapes.
 */
final class PartFigures {

	private final Map<String, AtomicInteger> known = new ConcurrentHashMap<>();

	private final HealthContributorRegistry parts;

	private final MeterRegistry meters;

	PartFigures(HealthContributorRegistry parts, MeterRegistry meters) {
		this.parts = parts;
		this.meters = meters;
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void ask() {
		this.parts.stream().forEach((part) -> {
			if (part.contributor() instanceof HealthIndicator indicator) {
				this.known.computeIfAbsent(part.name(), this::gauge).set(answers(indicator) ? 1 : 0);
			}
		});
	}

	private AtomicInteger gauge(String part) {
		AtomicInteger up = new AtomicInteger();
		Gauge.builder("cinema.part.up", up, AtomicInteger::get)
			.description("1 while the part answers this instance")
			.tag("part", part)
			.register(this.meters);
		return up;
	}

	private static boolean answers(HealthIndicator part) {
		Health health = part.health();
		return health != null && Status.UP.equals(health.getStatus());
	}

}
