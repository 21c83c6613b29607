package cinema.orchestrator.page;

import cinema.platform.health.DatabaseFigures;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Which mailings somebody should look at. */
@Configuration(proxyBeanMethods = false)
class OpenMailings {

	private static final String FIGURES = """
			select count(*) filter (where status is null and trouble is not null and cancelled is null) as troubled,
			       count(*) filter (where status = 'FAILED') as failed,
			       greatest(0, coalesce(extract(epoch from now() - min(created_at)
			           filter (where status is null and context is null and cancelled is null)), 0)) as age
			  from mailing where status is null or ended_at > now() - interval '1 h'
			""";

	@Bean
	DatabaseFigures openMailingFigures(JdbcClient jdbc, MeterRegistry meters) {
		return new DatabaseFigures(jdbc, meters, FIGURES)
			.gauge("cinema.mailings.troubled", "troubled", null, "mailings that have paused themselves")
			.gauge("cinema.mailings.failed", "failed", null, "mailings that failed within the last hour")
			.gauge("cinema.mailings.announced.age", "age", "seconds",
					"for how long the oldest mailing waits for what its letters need");
	}

}
