package cinema.auth.authorization;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.role.Roles;
import cinema.auth.role.Roles.Grants;
import cinema.auth.security.People;
import cinema.auth.token.TokenProperties;

import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.server.authorization.OAuth2Authorization;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.stereotype.Component;

/**
 * What our tokens say. A person's access token has the scopes that were asked for and
 * that the person's roles grant; roles stand in both tokens.
 */
@Component
class TokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

	private static final Set<String> OF_EVERYBODY = Set.of("openid", "profile", "email", "account");

	private final Roles roles;

	private final UserRepository users;

	private final TokenProperties properties;

	TokenClaims(Roles roles, UserRepository users, TokenProperties properties) {
		this.roles = roles;
		this.users = users;
		this.properties = properties;
	}

	@Override
	public void customize(JwtEncodingContext context) {
		boolean access = OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType());
		if (access) {
			context.getJwsHeader().algorithm(SignatureAlgorithm.ES256);
			context.getClaims().audience(stored(Set.of(this.properties.audience())));
		}
		Set<String> scopes = new TreeSet<>(context.getAuthorizedScopes());
		if (!AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
			UUID userId = UUID.fromString(Objects.requireNonNull((Authentication) context.getPrincipal()).getName());
			User user = this.users.findById(userId).filter(User::isActive).orElseThrow(TokenClaims::gone);
			Grants grants = this.roles.grantsOf(userId);
			scopes.removeIf((scope) -> !OF_EVERYBODY.contains(scope) && !grants.scopes().contains(scope));
			context.getClaims().claim("roles", stored(grants.roles()));
			OAuth2Authorization granted = context.getAuthorization();
			if (access && granted != null) {
				context.getClaims().claim(People.GRANT, granted.getId());
			}
			if (OidcParameterNames.ID_TOKEN.equals(context.getTokenType().getValue())) {
				describe(user, scopes, context);
			}
		}
		if (access) {
			context.getClaims().claim("scope", String.join(" ", scopes));
		}
	}

	/** Between the code and its token. */
	private static OAuth2AuthenticationException gone() {
		return new OAuth2AuthenticationException(OAuth2ErrorCodes.INVALID_GRANT);
	}

	private static void describe(User user, Set<String> scopes, JwtEncodingContext context) {
		if (scopes.contains("email")) {
			context.getClaims().claim("email", user.email()).claim("email_verified", user.isEmailConfirmed());
		}
		if (scopes.contains("profile")) {
			context.getClaims().claim("zoneinfo", user.timeZone()).claim("locale", user.locale());
			if (user.firstName() != null) {
				context.getClaims().claim("given_name", user.firstName());
			}
			if (user.lastName() != null) {
				context.getClaims().claim("family_name", user.lastName());
			}
		}
	}

	/**
	 * Claims are stored with their classes, and unmodifiable lists are not read again.
	 */
	private static List<String> stored(Set<String> values) {
		return new ArrayList<>(values);
	}

}
