package cinema.auth.token;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwsHeader;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.JwtEncoderParameters;
import org.springframework.stereotype.Component;

/** Issues tokens to users who have shown who they are. */
@Component
public class Tokens {

	private final JwtEncoder encoder;

	private final RefreshTokens refreshTokens;

	private final TokenProperties properties;

	private final Clock clock;

	Tokens(JwtEncoder encoder, RefreshTokens refreshTokens, TokenProperties properties, Clock clock) {
		this.encoder = encoder;
		this.refreshTokens = refreshTokens;
		this.properties = properties;
		this.clock = clock;
	}

	/** A short-lived JWT and the token that renews it. */
	public TokenPair issue(UUID userId) {
		Instant now = this.clock.instant();
		JwtClaimsSet claims = JwtClaimsSet.builder()
			.issuer(this.properties.issuer())
			.audience(List.of(this.properties.audience()))
			.subject(userId.toString())
			.id(UUID.randomUUID().toString())
			.issuedAt(now)
			.expiresAt(now.plus(this.properties.accessLifetime()))
			.build();
		String access = this.encoder
			.encode(JwtEncoderParameters.from(JwsHeader.with(SignatureAlgorithm.ES256).build(), claims))
			.getTokenValue();
		String refresh = this.refreshTokens.create(userId, now.plus(this.properties.refreshLifetime()));
		return new TokenPair(access, refresh, "Bearer", this.properties.accessLifetime().toSeconds());
	}

}
