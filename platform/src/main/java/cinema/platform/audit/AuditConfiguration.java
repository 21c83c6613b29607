package cinema.platform.audit;

import java.time.Clock;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** For an application that has the table {@code audit}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(AuditProperties.class)
public class AuditConfiguration {

	@Bean
	Audit audit(JdbcClient jdbc, AuditProperties properties, Clock clock) {
		return new Audit(jdbc, properties.keep(), clock);
	}

	@Bean
	AuditController auditController(Audit audit) {
		return new AuditController(audit);
	}

}
