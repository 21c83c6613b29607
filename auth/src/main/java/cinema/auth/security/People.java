package cinema.auth.security;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.auth.role.Roles;
import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.stereotype.Component;

/**
 * Tells people from machines by their tokens. Here, where it is known, a person who was
 * signed out, deactivated or erased is refused at once, and roles count as they are now;
 * other services learn of it when the access token ends. What a person signed in to
 * elsewhere may act for the person here only with the scope {@code account}.
 */
@Component
public class People implements Converter<Jwt, AbstractAuthenticationToken> {

	/** The claim of a client's token that names what the client was granted. */
	public static final String GRANT = "grant_id";

	/** The authority of everybody who is no machine. */
	static final String PERSON = "PERSON";

	private static final GrantedAuthority ACCOUNT = new SimpleGrantedAuthority("SCOPE_account");

	private final JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();

	private final JdbcClient jdbc;

	private final Roles roles;

	private final Clock clock;

	People(JdbcClient jdbc, Roles roles, Clock clock) {
		this.jdbc = jdbc;
		this.roles = roles;
		this.clock = clock;
	}

	@Override
	public AbstractAuthenticationToken convert(Jwt token) {
		List<GrantedAuthority> authorities = new ArrayList<>(this.scopes.convert(token));
		UUID userId = uuid(token.getSubject());
		if (userId == null) {
			return new JwtAuthenticationToken(token, authorities);
		}
		// Whoever signs in to us has a session of ours; a client's token has none.
		UUID family = uuid(token.getClaimAsString("sid"));
		if (!isIn(userId, family, token.getClaimAsString(GRANT))) {
			throw new InvalidBearerTokenException("signed out");
		}
		if (family != null || authorities.contains(ACCOUNT)) {
			authorities.add(new SimpleGrantedAuthority(PERSON));
			this.roles.grantsOf(userId)
				.roles()
				.forEach((role) -> authorities.add(new SimpleGrantedAuthority("ROLE_" + role)));
		}
		return new JwtAuthenticationToken(token, authorities);
	}

	/**
	 * By a sign-in that goes on, or by what this client was granted and still is.
	 * @param grant null in tokens of an earlier version
	 */
	private boolean isIn(UUID userId, @Nullable UUID family, @Nullable String grant) {
		return this.jdbc.sql("""
				select count(*) from users u where u.id = :user and u.is_active
				   and case when :byClient
				            then exists (select 1 from oauth2_authorization a
				                         where a.principal_name = u.id::text and a.id = coalesce(:grant, a.id))
				            else exists (select 1 from families f where f.id = :family and f.user_id = u.id
				                            and f.ended_at is null and f.expires_at > :now) end
				""")
			.param("user", userId)
			.param("byClient", family == null)
			.param("grant", grant, Types.VARCHAR)
			.param("family", (family != null) ? family : userId)
			.param("now", Timestamp.from(this.clock.instant()))
			.query(Long.class)
			.single() == 1;
	}

	private static @Nullable UUID uuid(@Nullable String text) {
		try {
			return (text != null) ? UUID.fromString(text) : null;
		}
		catch (IllegalArgumentException ex) {
			return null;
		}
	}

}
