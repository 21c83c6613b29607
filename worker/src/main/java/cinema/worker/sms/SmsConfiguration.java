package cinema.worker.sms;

import java.time.Clock;

import cinema.worker.ledger.Bounces;
import cinema.worker.provider.DayCounts;
import cinema.worker.queue.ConfirmedPublisher;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
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
	SmsProviders smsProviders(SmsProperties properties, SmsReports reports, DayCounts days, MeterRegistry meters,
			Clock clock) {
		return SmsProviders.of(properties, reports, days, meters, clock);
	}

	@Bean
	SmsBudget smsBudget(JdbcClient jdbc, SmsProperties properties, MeterRegistry meters, Clock clock) {
		return new SmsBudget(jdbc, properties, meters, clock);
	}

	@Bean
	SmsChannel smsChannel(SmsProviders providers, SmsBudget budget, SmsReports reports, SmsProperties properties,
			Clock clock) {
		return new SmsChannel(providers, budget, reports, properties, clock);
	}

	@Bean
	SmsHealth sms(SmsProviders providers, Clock clock) {
		return new SmsHealth(providers, clock);
	}

	/** An empty setting is none, as compose gives it. */
	static final class IsOn implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("cinema.sms.smpp.host"))
					|| StringUtils.hasText(context.getEnvironment().getProperty("cinema.sms.http.url"))
					|| Binder.get(context.getEnvironment())
						.bind("cinema.sms.providers", Bindable.mapOf(String.class, Object.class))
						.isBound();
		}

	}

}
