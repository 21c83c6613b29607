package cinema.auth.phone;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a telephone number is confirmed.
 *
 * @param confirmation whether codes are sent at all; only where short messages are, and
 * events are sealed
 * @param life how long a code works
 * @param tries how many wrong codes end it
 */
@ConfigurationProperties(prefix = "cinema.phone", ignoreUnknownFields = false)
record PhoneProperties(@DefaultValue("false") boolean confirmation, @DefaultValue("120s") Duration life,
		@DefaultValue("5") int tries) {

	PhoneProperties {
		Bounds.require(life.compareTo(Duration.ofSeconds(30)) >= 0 && life.compareTo(Duration.ofMinutes(15)) <= 0,
				"cinema.phone.life", "30s to 15m", life);
		Bounds.between("cinema.phone.tries", 1, 10, tries);
	}

}
