package cinema.orchestrator.parts;

import java.io.IOException;
import java.io.UncheckedIOException;

import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.spring.boot.TemporalOptionsCustomizer;
import io.temporal.testing.TestEnvironmentOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistrar;

import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_DATETIME;
import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
import static io.temporal.api.enums.v1.IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD_LIST;

/** What the application needs, all of it real and in this process, and a stub of auth. */
@TestConfiguration(proxyBeanMethods = false)
public class Parts {

	@Bean(destroyMethod = "close")
	FakeNeighbour auth() {
		return new FakeNeighbour();
	}

	@Bean(destroyMethod = "close")
	EmbeddedPostgres postgres() {
		try {
			return EmbeddedPostgres.builder().start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Bean
	DynamicPropertyRegistrar addresses(FakeNeighbour auth, EmbeddedPostgres postgres) {
		String kafka = KafkaBroker.start();
		int amqp = AmqpBroker.start();
		return (properties) -> {
			properties.add("cinema.context.services.auth.url", auth::url);
			properties.add("cinema.context.services.auth.token", () -> "service-secret");
			properties.add("cinema.context.services.auth.paths", () -> "/");
			properties.add("cinema.security.jwt.jwks-url", () -> auth.url() + "/jwks.json");
			properties.add("cinema.context.services.fastapi.url", auth::url);
			properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
			properties.add("spring.datasource.username", () -> "postgres");
			properties.add("spring.datasource.password", () -> "postgres");
			properties.add("spring.kafka.bootstrap-servers", () -> kafka);
			properties.add("spring.rabbitmq.port", () -> amqp);
			properties.add("spring.rabbitmq.username", () -> AmqpBroker.USER);
			properties.add("spring.rabbitmq.password", () -> AmqpBroker.USER);
		};
	}

	@Bean
	TemporalOptionsCustomizer<TestEnvironmentOptions.Builder> searchAttributes() {
		return (options) -> {
			keyword(options, "EventType", INDEXED_VALUE_TYPE_KEYWORD);
			keyword(options, "MailingId", INDEXED_VALUE_TYPE_KEYWORD);
			keyword(options, "UserId", INDEXED_VALUE_TYPE_KEYWORD);
			keyword(options, "Notice", INDEXED_VALUE_TYPE_KEYWORD_LIST);
			keyword(options, "Channel", INDEXED_VALUE_TYPE_KEYWORD_LIST);
			keyword(options, "Outcome", INDEXED_VALUE_TYPE_KEYWORD_LIST);
			keyword(options, "HeldUntil", INDEXED_VALUE_TYPE_DATETIME);
			return options.setUseTimeskipping(false);
		};
	}

	private static void keyword(TestEnvironmentOptions.Builder options, String name, IndexedValueType type) {
		options.registerSearchAttribute(name, type);
	}

}
