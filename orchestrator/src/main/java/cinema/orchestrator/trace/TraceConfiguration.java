package cinema.orchestrator.trace;

import java.util.ArrayList;
import java.util.List;

import cinema.platform.trace.Traces;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.common.context.ContextPropagator;
import io.temporal.common.interceptors.WorkerInterceptor;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.worker.WorkerFactoryOptions;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Hands the trace to Temporal and takes it back, beside what others have set there. */
@Configuration(proxyBeanMethods = false)
class TraceConfiguration {

	@Bean
	TemporalOptionsCustomizer<WorkflowClientOptions.Builder> tracePropagation() {
		return (options) -> {
			List<ContextPropagator> all = new ArrayList<>();
			List<ContextPropagator> others = options.validateAndBuildWithDefaults().getContextPropagators();
			if (others != null) {
				all.addAll(others);
			}
			all.add(new TracePropagator());
			return options.setContextPropagators(all);
		};
	}

	@Bean
	TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> activityTraces(Traces traces) {
		return (options) -> {
			WorkerInterceptor[] others = options.validateAndBuildWithDefaults().getWorkerInterceptors();
			List<WorkerInterceptor> all = new ArrayList<>(List.of(others));
			all.add(new ActivityTraces(traces));
			return options.setWorkerInterceptors(all.toArray(WorkerInterceptor[]::new));
		};
	}

}
