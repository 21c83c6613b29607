package cinema.auth.account;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How people who are signed in show once more who they are.
 *
 * @param fresh how old a sign-in elsewhere may be, for people without a password
 */
@ConfigurationProperties(prefix = "cinema.proof", ignoreUnknownFields = false)
record ProofProperties(@DefaultValue("10m") Duration fresh) {

	ProofProperties {
		Bounds.positive("cinema.proof.fresh", fresh);
	}

}
