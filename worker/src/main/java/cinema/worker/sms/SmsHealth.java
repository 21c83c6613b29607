package cinema.worker.sms;

import java.time.Clock;

import cinema.platform.health.CachedHealth;

import org.springframework.boot.health.contributor.Health;

/** Whether whoever takes our messages is there. */
class SmsHealth extends CachedHealth {

	private final SmsGateway gateway;

	SmsHealth(SmsGateway gateway, Clock clock) {
		super(clock);
		this.gateway = gateway;
	}

	@Override
	protected Health ask(Health.Builder health) {
		String trouble = this.gateway.trouble();
		return (trouble != null) ? health.down().withDetail("trouble", trouble).build() : health.build();
	}

}
