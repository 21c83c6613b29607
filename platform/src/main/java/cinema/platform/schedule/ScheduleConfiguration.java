package cinema.platform.schedule;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.task.TaskSchedulingAutoConfiguration;
import org.springframework.boot.task.ThreadPoolTaskSchedulerBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/**
 * Several threads for what is scheduled. With virtual threads Spring would run all tasks
 * with a fixed delay on a single one, where the slowest holds up every other.
 */
@AutoConfiguration(before = TaskSchedulingAutoConfiguration.class)
class ScheduleConfiguration {

	@Bean
	ThreadPoolTaskScheduler taskScheduler(ThreadPoolTaskSchedulerBuilder builder) {
		return builder.build();
	}

}
