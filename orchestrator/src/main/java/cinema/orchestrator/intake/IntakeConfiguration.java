package cinema.orchestrator.intake;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.listener.CommonErrorHandler;
import org.springframework.kafka.listener.ContainerPausingBackOffHandler;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.ListenerContainerPauseService;
import org.springframework.kafka.listener.ListenerContainerRegistry;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * What happens when a batch cannot be taken: the same batch again, for ever, while the
 * consumer stays in its group.
 */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

	@Bean
	TaskScheduler intakePauses() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setThreadNamePrefix("intake-pause-");
		return scheduler;
	}

	@Bean
	CommonErrorHandler untilTemporalIsBack(ListenerContainerRegistry containers, TaskScheduler intakePauses) {
		ExponentialBackOff backOff = new ExponentialBackOff(1000, 2);
		backOff.setMaxInterval(10_000);
		DefaultErrorHandler handler = new DefaultErrorHandler(null, backOff,
				new ContainerPausingBackOffHandler(new ListenerContainerPauseService(containers, intakePauses)));
		handler.defaultFalse(true);
		return handler;
	}

}
