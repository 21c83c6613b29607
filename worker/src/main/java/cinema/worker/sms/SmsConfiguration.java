package cinema.worker.sms;

import java.time.Clock;

import cinema.worker.ledger.Bounces;
import cinema.worker.queue.ConfirmedPublisher;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.StringUtils;

/** The channel and its parts, where somebody is named who takes messages. */
@Configuration(proxyBeanMethods = false)
@Conditional(SmsConfiguration.IsOn.class)
class SmsConfiguration {

	@Bean
	SmsReports smsReports(JdbcClient jdbc, PlatformTransactionManager transactions, ConfirmedPublisher publisher,
			Bounces ledger, SmsProperties properties, MeterRegistry meters, Clock clock) {
		return new SmsReports(jdbc, new TransactionTemplate(transactions), publisher, ledger, properties, meters,
				clock);
	}

	@Bean
	SmsGateway smsGateway(SmsProperties properties, SmsReports reports, Clock clock) {
		return StringUtils.hasText(properties.smpp().host()) ? new SmppGateway(properties, reports, clock)
				: new HttpGateway(properties, clock);
	}

	@Bean
	SmsBudget smsBudget(JdbcClient jdbc, SmsProperties properties, MeterRegistry meters, Clock clock) {
		return new SmsBudget(jdbc, properties, meters, clock);
	}

	@Bean
	SmsChannel smsChannel(SmsGateway gateway, SmsBudget budget, SmsReports reports, SmsProperties properties,
			MeterRegistry meters, Clock clock) {
		return new SmsChannel(gateway, budget, reports, properties, meters, clock);
	}

	@Bean
	SmsHealth sms(SmsGateway gateway, Clock clock) {
		return new SmsHealth(gateway, clock);
	}

	/** An empty setting is none, as compose gives it. */
	static final class IsOn implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("cinema.sms.smpp.host"))
					|| StringUtils.hasText(context.getEnvironment().getProperty("cinema.sms.http.url"));
		}

	}

}
