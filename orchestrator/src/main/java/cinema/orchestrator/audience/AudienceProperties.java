package cinema.orchestrator.audience;

import java.time.Duration;

import cinema.orchestrator.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How mailings treat what they have read of their receivers.
 *
 * @param freshFor how long it counts; who is to be told later, for example after a night,
 * is read again by his id before
 */
@ConfigurationProperties(prefix = "cinema.audience", ignoreUnknownFields = false)
record AudienceProperties(@DefaultValue("5m") Duration freshFor) {

	AudienceProperties {
		Bounds.positive("cinema.audience.fresh-for", freshFor);
	}

}
