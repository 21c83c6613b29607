package cinema.auth.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.role.Roles;
import cinema.auth.role.Roles.Grants;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Issues tokens to users who have shown who they are. */
@Component
public class Tokens {

	private final JwtEncoder encoder;

	private final Families families;

	private final RefreshTokens refreshTokens;

	private final Roles roles;

	private final TokenProperties properties;

	private final Clock clock;

	Tokens(JwtEncoder encoder, Families families, RefreshTokens refreshTokens, Roles roles, TokenProperties properties,
			Clock clock) {
		this.encoder = encoder;
		this.families = families;
		this.refreshTokens = refreshTokens;
		this.roles = roles;
		this.properties = properties;
		this.clock = clock;
	}

	/** A short-lived JWT and the token that renews it, for a device that signs in. */
	@Transactional
	public TokenPair issue(UUID userId, Caller caller) {
		UUID familyId = this.families.begin(userId, caller);
		return pair(userId, familyId, this.refreshTokens.create(familyId));
	}

	/** The next pair of a device; empty when the refresh token is worth nothing. */
	Optional<TokenPair> renew(String refreshToken) {
		return this.refreshTokens.rotate(refreshToken)
			.map((renewal) -> pair(renewal.userId(), renewal.familyId(), renewal.secret()));
	}

	private TokenPair pair(UUID userId, UUID familyId, String refreshToken) {
		Instant now = this.clock.instant();
		Grants grants = this.roles.grantsOf(userId);
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(this.properties.issuer())
			.audience(List.of(this.properties.audience()))
			.subject(userId.toString())
			.id(UUID.randomUUID().toString())
			.issuedAt(now)
			.expiresAt(now.plus(this.properties.accessLifetime()))
			.claim("sid", familyId.toString())
			.claim("scope", String.join(" ", grants.scopes()))
			.claim("roles", List.copyOf(grants.roles()))
			.build();
		JwsHeader header = JwsHeader.with(SignatureAlgorithm.ES256).build();
		String access = this.encoder.encode(JwtEncoderParameters.from(header, claims)).getTokenValue();
		return new TokenPair(access, refreshToken, "Bearer", this.properties.accessLifetime().toSeconds());
	}

	/**
	 * What a sign-in answers.
	 *
	 * @param expiresIn the life of the access token, in seconds
	 */
	public record TokenPair(String accessToken, String refreshToken, String tokenType, long expiresIn) {

		@Override
		public String toString() {
			return "TokenPair";
		}

	}

}
