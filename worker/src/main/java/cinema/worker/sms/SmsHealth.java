package cinema.worker.sms;

import java.time.Clock;

import cinema.platform.health.CachedHealth;

import org.springframework.boot.health.contributor.Health;

/** Whether whoever takes our messages is there. */
class SmsHealth extends CachedHealth {

	private final SmsProviders providers;

	SmsHealth(SmsProviders providers, Clock clock) {
		super(clock);
		this.providers = providers;
	}

	/**
	 * Of several one that is there is enough for each urgency: it stands in for others.
	 */
	@Override
	protected Health ask(Health.Builder health) {
		for (SmsProvider one : this.providers.all()) {
			String trouble = one.trouble();
			if (this.providers.areSeveral()) {
				health.withDetail(one.name(), (trouble != null) ? trouble : "up");
			}
			else if (trouble != null) {
				health.withDetail("trouble", trouble);
			}
		}
		return this.providers.areThere() ? health.build() : health.down().build();
	}

}
