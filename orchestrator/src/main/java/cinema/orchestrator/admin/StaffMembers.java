package cinema.orchestrator.admin;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.userinfo.OAuth2UserService;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;

/**
 * Whoever signed in may do what the scopes of the access token say, as with the same
 * token over REST.
 */
class StaffMembers implements OAuth2UserService<OidcUserRequest, OidcUser> {

	private final AuthenticationManager jwts;

	StaffMembers(AuthenticationManager jwts) {
		this.jwts = jwts;
	}

	@Override
	public OidcUser loadUser(OidcUserRequest request) {
		try {
			Authentication token = this.jwts
				.authenticate(new BearerTokenAuthenticationToken(request.getAccessToken().getTokenValue()));
			return new DefaultOidcUser(token.getAuthorities(), request.getIdToken());
		}
		catch (AuthenticationException ex) {
			throw new OAuth2AuthenticationException(new OAuth2Error(OAuth2ErrorCodes.INVALID_TOKEN), ex);
		}
	}

}
