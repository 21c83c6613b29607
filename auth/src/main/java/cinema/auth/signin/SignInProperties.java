package cinema.auth.signin;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The history of sign-ins.
 *
 * @param monthsAhead for how many months to come partitions are made
 * @param monthsKept after how many months a month is dropped
 */
@ConfigurationProperties(prefix = "cinema.signin", ignoreUnknownFields = false)
record SignInProperties(@DefaultValue("3") int monthsAhead, @DefaultValue("13") int monthsKept) {

	SignInProperties {
		if (monthsAhead < 1 || monthsAhead > 60 || monthsKept < 1 || monthsKept > 600) {
			throw new IllegalArgumentException("cinema.signin: months-ahead is 1 to 60, months-kept 1 to 600");
		}
	}

}
