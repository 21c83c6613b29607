package cinema.orchestrator.intake;

import java.util.Map;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.config.ContainerCustomizer;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch cannot be taken: the same batch again, for ever. Meanwhile
 * the consumer is paused and goes on polling, so it stays in its group.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

	/** The end of a transaction is a record too: without this the lag never reaches 0. */
	@Bean
	ContainerCustomizer<Object, Object, ConcurrentMessageListenerContainer<Object, Object>> pastTransactions() {
		return (container) -> container.getContainerProperties().setFixTxOffsets(true);
	}

	@Bean
	CommonErrorHandler untilTemporalIsBack() {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxInterval(10_000);
		DefaultErrorHandler again = new DefaultErrorHandler(backOff);
		again.setClassifications(Map.of(), true); // nothing is fatal: a batch that is
													// given up is lost
		again.setLogLevel(KafkaException.Level.WARN);
		return again;
	}

}
