package cinema.worker.push;

import java.time.Clock;

import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** The channel, where there is a key. */
@Configuration(proxyBeanMethods = false)
@Conditional(PushConfiguration.IsOn.class)
class PushConfiguration {

	@Bean
	PushChannel pushChannel(PushSubscriptions subscriptions, PushProofs proofs, PushProperties properties,
			MeterRegistry meters, Clock clock) {
		PushGateway gateway = new PushGateway(properties, new VapidTokens(properties, clock), proofs, clock);
		return new PushChannel(subscriptions, gateway, properties, meters, clock);
	}

	/** An empty setting is none, as compose gives it. */
	static final class IsOn implements Condition {

		@Override
		public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
			return StringUtils.hasText(context.getEnvironment().getProperty("cinema.push.private-key"));
		}

	}

}
