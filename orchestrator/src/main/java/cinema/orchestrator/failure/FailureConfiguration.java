package cinema.orchestrator.failure;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How Temporal keeps what we hand to it. */
@Configuration(proxyBeanMethods = false)
class FailureConfiguration {

	@Bean
	DataConverter plainFailures() {
		return DefaultDataConverter.newDefaultInstance().withFailureConverter(new PlainFailures());
	}

}
