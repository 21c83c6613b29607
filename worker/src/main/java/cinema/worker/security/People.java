package cinema.worker.security;

import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

import cinema.platform.token.PersonTokens;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * Tells people by their tokens. A token that a service has for itself names nobody: its
 * subject is no user's id, and it has no roles, whatever its scopes are.
 */
@Component
public class People implements JwtDecoder {

	private static final Pattern USER = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

	private final JwtDecoder tokens;

	People(SecurityProperties jwt, Clock clock) {
		this.tokens = PersonTokens.decoder(jwt.jwksUrl(), jwt.issuer(), jwt.audience(), jwt.timeout(), jwt.keysEvery(),
				clock);
	}

	/** Throws {@link BadJwtException} for every token that is no person's. */
	@Override
	public Jwt decode(String token) {
		Jwt jwt = this.tokens.decode(token);
		String subject = jwt.getSubject();
		if (subject == null || !USER.matcher(subject).matches() || !jwt.hasClaim("roles")
				|| jwt.getExpiresAt() == null) {
			throw new BadJwtException("it is no person's");
		}
		return jwt;
	}

	/**
	 * Whose token it is.
	 * @throws BadJwtException when it is nobody's
	 * @throws JwtException when nobody can tell now
	 */
	public SignedIn signedIn(String token) {
		Jwt jwt = decode(token);
		return new SignedIn(Objects.requireNonNull(jwt.getSubject()), Objects.requireNonNull(jwt.getExpiresAt()));
	}

	/** A person, and until when we may believe it. */
	public record SignedIn(String person, Instant until) {
	}

}
