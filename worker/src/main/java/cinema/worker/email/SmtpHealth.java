package cinema.worker.email;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import cinema.platform.health.CachedHealth;
import cinema.workflows.contract.Urgency;

import org.springframework.boot.health.contributor.Health;
import org.springframework.stereotype.Component;

/**
 * Whether the mail server greets (RFC 5321, 3.1). A connection of its own, with short
 * time-outs: the pool's are for letters.
 */
@Component("smtp")
class SmtpHealth extends CachedHealth {

	private final SmtpProviders providers;

	SmtpHealth(SmtpProviders providers, Clock clock) {
		super(clock);
		this.providers = providers;
	}

	/** Of several one that greets is enough for each urgency: it stands in for others. */
	@Override
	protected Health ask(Health.Builder health) throws Exception {
		List<SmtpProvider> all = this.providers.all();
		if (all.size() == 1) {
			SmtpProvider only = all.get(0);
			health.withDetail("active", only.pool().active()).withDetail("idle", only.pool().idle());
			return only.server().greets() ? health.build() : health.down().withDetail("greeting", "not 220").build();
		}
		Set<Urgency> served = EnumSet.noneOf(Urgency.class);
		for (SmtpProvider one : all) {
			boolean there = one.server().isThere();
			health.withDetail(one.name(), there ? "up" : "down");
			Stream.of(Urgency.values()).filter((urgency) -> there && one.takes(urgency)).forEach(served::add);
		}
		return (served.size() == Urgency.values().length) ? health.build() : health.down().build();
	}

}
