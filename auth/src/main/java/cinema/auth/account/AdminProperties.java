package cinema.auth.account;

import cinema.auth.field.Emails;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.util.Assert;

/**
 * The first admin; used only while there is none.
 *
 * @param email the address, which counts as confirmed
 * @param password 12 characters or more; there is no default
 */
@ConfigurationProperties(prefix = "cinema.admin", ignoreUnknownFields = false)
record AdminProperties(@Nullable String email, @Nullable String password) {

	private static final int SHORTEST = 12;

	AdminProperties {
		boolean given = email != null && !email.isBlank();
		Assert.isTrue(email == null || !given || email.matches(Emails.ONE),
				"cinema.admin.email has to be one e-mail address");
		Assert.isTrue(!given || (password != null && password.length() >= SHORTEST && password.length() <= 128),
				"cinema.admin.password has to have 12 to 128 characters");
	}

}
