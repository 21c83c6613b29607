package cinema.orchestrator.suppression;

import java.util.Locale;
import java.util.Map;

import cinema.workflows.contract.BounceKind;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** How many addresses are left alone; every instance reports the same. */
@Component
class SuppressionFigures {

	private final SuppressionTable table;

	private volatile Map<BounceKind, Integer> known = Map.of();

	SuppressionFigures(SuppressionTable table, MeterRegistry meters) {
		this.table = table;
		Suppressions.kinds()
			.forEach((kind) -> Gauge.builder("cinema.suppressions", () -> this.known.getOrDefault(kind, 0))
				.description("addresses that are left alone")
				.tag("kind", kind.name().toLowerCase(Locale.ROOT))
				.register(meters));
	}

	@Scheduled(fixedDelayString = "${cinema.watch.every:15s}")
	void look() {
		try {
			this.known = this.table.figures();
		}
		catch (DataAccessException away) {
			this.known = Map.of();
		}
	}

}
