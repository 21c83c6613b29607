package cinema.orchestrator.temporal;

import java.util.List;

import cinema.orchestrator.codec.SealedPayloads;
import cinema.workflows.TaskQueues;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.temporal.common.converter.CodecDataConverter;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.spring.boot.WorkerOptionsCustomizer;
import io.temporal.worker.WorkerFactoryOptions;
import io.temporal.worker.tuning.CompositeTuner;
import io.temporal.worker.tuning.FixedSizeSlotSupplier;

import org.springframework.boot.thread.Threading;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/**
 * Says how many workflows and activities run at the same time, and on which threads: on
 * virtual ones where Spring does too, with {@code spring.threads.virtual.enabled} on JDK
 * 21 and newer.
 */
@Configuration(proxyBeanMethods = false)
class TemporalConfiguration {

	/** What the SDK allows by itself. */
	private static final int ACTIVITIES = 200;

	/**
	 * Pages of mailings at the same time: a few read or render, the others would only
	 * keep connections of the database.
	 */
	private static final int PAGES = 16;

	@Bean
	TemporalOptionsCustomizer<WorkerFactoryOptions.Builder> workflowThreads(Environment environment) {
		return (options) -> options.setUsingVirtualWorkflowThreads(Threading.VIRTUAL.isActive(environment));
	}

	/** What Temporal keeps, failures and their reasons too. */
	@Bean
	DataConverter payloads(SealedPayloads codec) {
		return codec.isOn() ? new CodecDataConverter(plainPayloads(), List.of(codec), true) : plainPayloads();
	}

	/** As the Temporal web UI shows them. */
	static DataConverter plainPayloads() {
		return DefaultDataConverter.newDefaultInstance()
			.withPayloadConverterOverrides(new JacksonJsonPayloadConverter(withoutNulls()))
			.withFailureConverter(new PlainFailures());
	}

	/** What nobody said of somebody is not written into each history that is theirs. */
	private static ObjectMapper withoutNulls() {
		return JacksonJsonPayloadConverter.newDefaultObjectMapper()
			.setDefaultPropertyInclusion(
					JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS));
	}

	@Bean
	WorkerOptionsCustomizer activityThreads(Environment environment, WorkflowSlots slots) {
		return (options, worker, taskQueue) -> {
			boolean pages = taskQueue.equals(TaskQueues.PAGES);
			options.setUsingVirtualThreads(Threading.VIRTUAL.isActive(environment))
				.setWorkerTuner(new CompositeTuner(pages ? new FixedSizeSlotSupplier<>(1) : slots,
						new FixedSizeSlotSupplier<>(pages ? PAGES : ACTIVITIES),
						new FixedSizeSlotSupplier<>(pages ? 1 : ACTIVITIES), new FixedSizeSlotSupplier<>(1)));
			return options;
		};
	}

}
