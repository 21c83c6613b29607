package cinema.auth.signin;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The history of sign-ins.
 *
 * @param monthsAhead for how many months to come partitions are made
 * @param monthsKept after how many months a month is dropped, and a device forgotten that
 * was not seen again
 */
@ConfigurationProperties(prefix = "cinema.signin", ignoreUnknownFields = false)
record SignInProperties(@DefaultValue("3") int monthsAhead, @DefaultValue("13") int monthsKept) {

	SignInProperties {
		Bounds.between("cinema.signin.months-ahead", 1, 60, monthsAhead);
		Bounds.between("cinema.signin.months-kept", 1, 600, monthsKept);
	}

}
