package cinema.orchestrator.trace;

import java.util.List;

import io.temporal.client.WorkflowClientOptions;
import io.temporal.spring.boot.TemporalOptionsCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the trace to Temporal, which gives it back to activities. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

	@Bean
	TemporalOptionsCustomizer<WorkflowClientOptions.Builder> tracePropagation() {
		return (options) -> options.setContextPropagators(List.of(new TracePropagator()));
	}

}
