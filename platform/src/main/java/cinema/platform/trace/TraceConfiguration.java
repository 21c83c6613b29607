package cinema.platform.trace;

import io.opentelemetry.api.OpenTelemetry;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.observation.SecurityObservationSettings;

/** Spans bear the application's name, and tell of what it does itself. */
@AutoConfiguration
class TraceConfiguration {

	@Bean
	Traces traces(OpenTelemetry telemetry, @Value("${spring.application.name:application}") String application) {
		return new Traces(telemetry, "cinema." + application);
	}

	/** Each filter as a span hides the others, and costs as much as the request. */
	@Bean
	SecurityObservationSettings securityObservations() {
		return SecurityObservationSettings.noObservations();
	}

}
