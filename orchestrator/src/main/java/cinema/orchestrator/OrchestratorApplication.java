package cinema.orchestrator;

import java.time.Clock;

import cinema.platform.audit.AuditConfiguration;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Takes events, decides by workflows, and queues finished postings. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
@Import(AuditConfiguration.class)
public class OrchestratorApplication {

	public static void main(String[] args) {
		SpringApplication.run(OrchestratorApplication.class, args);
	}

	@Bean
	Clock clock() {
		return Clock.systemUTC();
	}

}
