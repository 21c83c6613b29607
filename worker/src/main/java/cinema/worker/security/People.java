package cinema.worker.security;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

import cinema.platform.token.PersonTokens;

import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.stereotype.Component;

/**
 * Tells people by their tokens, as auth does: by a sign-in to auth itself, or by what
 * they signed in to elsewhere, which acts for them with the scope {@code account} alone.
 * A token that a service has for itself names nobody: it has neither a sign-in nor roles,
 * whatever its scopes are. Whoever was signed out is believed until the token ends.
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
		if (subject == null || !USER.matcher(subject).matches() || jwt.getExpiresAt() == null || !isPerson(jwt)) {
			throw new BadJwtException("it is no person's");
		}
		return jwt;
	}

	private static boolean isPerson(Jwt jwt) {
		String scopes = Objects.requireNonNullElse(jwt.getClaimAsString("scope"), "");
		return jwt.hasClaim("sid") || (jwt.hasClaim("roles") && List.of(scopes.split(" ")).contains("account"));
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
