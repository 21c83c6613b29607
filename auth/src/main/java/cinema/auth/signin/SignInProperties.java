package cinema.auth.signin;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The history of sign-ins.
 *
 * @param monthsAhead for how many months to come partitions are made
 * @param monthsKept after how many months a month is dropped, and a device forgotten that
 * was not seen again
 * @param deviceLife after how long without a sign-in a device has to queue with those who
 * guess
 */
@ConfigurationProperties(prefix = "cinema.signin", ignoreUnknownFields = false)
record SignInProperties(@DefaultValue("3") int monthsAhead, @DefaultValue("13") int monthsKept,
		@DefaultValue("400d") Duration deviceLife) {

	SignInProperties {
		Bounds.between("cinema.signin.months-ahead", 1, 60, monthsAhead);
		Bounds.between("cinema.signin.months-kept", 1, 600, monthsKept);
		Bounds.positive("cinema.signin.device-life", deviceLife);
	}

}
