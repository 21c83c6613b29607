package cinema.platform.zone;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Every application that keeps something has people in zones. */
@AutoConfiguration(afterName = { "org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
class ZoneConfiguration {

	@Bean
	@ConditionalOnBean({ JdbcClient.class, MeterRegistry.class })
	ZoneRulesWatch zoneRules(JdbcClient jdbc, MeterRegistry meters, Clock clock) {
		return new ZoneRulesWatch(jdbc, meters, clock);
	}

}
