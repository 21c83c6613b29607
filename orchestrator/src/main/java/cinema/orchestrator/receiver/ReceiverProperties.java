package cinema.orchestrator.receiver;

import java.time.Duration;
import java.time.ZoneId;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts for receivers of whom auth does not say it.
 *
 * @param service the name of the service that knows them, see
 * {@code cinema.context.services}
 * @param remember how long an answer of auth may be used again
 */
@ConfigurationProperties(prefix = "cinema.receiver", ignoreUnknownFields = false)
record ReceiverProperties(@DefaultValue("auth") String service, @DefaultValue("Europe/Moscow") ZoneId defaultTimeZone,
		@DefaultValue("en") String defaultLocale, @DefaultValue("5s") Duration remember) {
}
