package cinema.platform.health;

import java.time.Clock;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.kafka.core.KafkaAdmin;

/** Asks Kafka, where there is one. */
@AutoConfiguration(afterName = "org.springframework.boot.kafka.autoconfigure.KafkaAutoConfiguration")
@ConditionalOnClass(KafkaAdmin.class)
@ConditionalOnBean(KafkaAdmin.class)
class KafkaConfiguration {

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
