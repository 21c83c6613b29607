package cinema.platform.trace;

import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Spans bear the application's name. */
@AutoConfiguration
class TraceConfiguration {

	@Bean
	Traces traces(OpenTelemetry telemetry, @Value("${spring.application.name:application}") String application) {
		return new Traces(telemetry, "cinema." + application);
	}

}
