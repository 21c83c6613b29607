package cinema.platform.health;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.KafkaAdmin;

/** Every application is watched. */
@AutoConfiguration(afterName = { "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration",
		"org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration",
		"org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration" })
@EnableConfigurationProperties(WatchProperties.class)
class HealthConfiguration {

	@Bean
	@ConditionalOnBean({ HealthContributorRegistry.class, MeterRegistry.class })
	PartFigures partFigures(HealthContributorRegistry parts, MeterRegistry meters) {
		return new PartFigures(parts, meters);
	}

	/** Asks Kafka, where there is one. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(KafkaAdmin.class)
	@ConditionalOnBean(KafkaAdmin.class)
	static class Kafka {

		@Bean
		KafkaAdminClient kafkaAdminClient(KafkaAdmin settings) {
			return new KafkaAdminClient(settings);
		}

		@Bean
		@ConditionalOnMissingBean(KafkaHealth.class)
		KafkaHealth kafka(KafkaAdminClient kafka, Clock clock) {
			return new KafkaHealth(kafka, clock);
		}

	}

}
