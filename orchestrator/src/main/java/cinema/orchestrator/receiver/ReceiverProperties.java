package cinema.orchestrator.receiver;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Locale;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What counts for receivers of whom auth does not say it.
 *
 * @param service the name of the service that knows receivers, one of
 * {@code cinema.context.services}
 * @param defaultTimeZone the zone of receivers whose own is unknown
 * @param defaultLocale the language of receivers whose own is unknown, a BCP 47 tag
 * @param remember how long an answer of auth may be used again
 */
@ConfigurationProperties(prefix = "cinema.receiver", ignoreUnknownFields = false)
record ReceiverProperties(@DefaultValue("auth") String service, @DefaultValue("Europe/Moscow") ZoneId defaultTimeZone,
		@DefaultValue("en") String defaultLocale, @DefaultValue("5s") Duration remember) {

	ReceiverProperties {
		Bounds.present("cinema.receiver.service", service);
		Bounds.require(!Locale.forLanguageTag(defaultLocale).getLanguage().isEmpty(), "cinema.receiver.default-locale",
				"a language like en or ru-RU", defaultLocale);
		Bounds.notNegative("cinema.receiver.remember", remember);
	}

}
