package cinema.auth.phone;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a telephone number is confirmed.
 *
 * @param confirmation whether codes are sent at all; only where short messages are, and
 * events are sealed
 * @param tries how many wrong codes end it
 */
@ConfigurationProperties(prefix = "cinema.phone", ignoreUnknownFields = false)
record PhoneProperties(@DefaultValue("false") boolean confirmation, @DefaultValue("5") int tries) {

	PhoneProperties {
		Bounds.between("cinema.phone.tries", 1, 10, tries);
	}

}
