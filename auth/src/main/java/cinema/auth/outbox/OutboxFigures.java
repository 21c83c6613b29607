package cinema.auth.outbox;

import cinema.platform.health.DatabaseFigures;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How many events wait to be announced, and for how long. */
@Configuration(proxyBeanMethods = false)
class OutboxFigures {

	/** Answered by the partial index, however long the table is. */
	private static final String FIGURES = """
			select count(*) as open, greatest(0, coalesce(extract(epoch from now() - min(created_at)), 0)) as age
			  from outbox where published_at is null
			""";

	@Bean
	DatabaseFigures waitingEvents(JdbcClient jdbc, MeterRegistry meters) {
		return new DatabaseFigures(jdbc, meters, FIGURES)
			.gauge("cinema.outbox.open", "open", null, "events that are committed and not yet announced")
			.gauge("cinema.outbox.age", "age", "seconds", "for how long the oldest of them waits");
	}

}
