package cinema.orchestrator.security;

import java.net.URI;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Whose tokens people come with: where browsers find it, and where we do. */
@Component
public class TokenIssuer {

	private final SecurityProperties.Jwt jwt;

	TokenIssuer(SecurityProperties properties) {
		this.jwt = properties.jwt();
	}

	/** Its name, which is its URL for browsers. */
	public String issuer() {
		return this.jwt.issuer().replaceAll("/+$", "");
	}

	/**
	 * Where its keys are.
	 * @throws IllegalArgumentException when no tokens are taken
	 */
	public String keys() {
		Assert.isTrue(this.jwt.isOn(), "cinema.security.jwt.jwks-url has to say where auth has its keys");
		return String.valueOf(this.jwt.jwksUrl());
	}

	/** The beginning of its URLs as this application reaches it. */
	public String inner() {
		URI keys = URI.create(keys());
		return keys.getScheme() + "://" + keys.getRawAuthority();
	}

}
