package cinema.auth.social;

import java.util.Map;
import java.util.Objects;

import cinema.auth.social.PendingSignIns.Attempt;
import cinema.auth.token.Secrets;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationResponse;
import org.springframework.security.oauth2.core.endpoint.PkceParameterNames;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;

/** The questions and answers of OpenID Connect, with PKCE, state and nonce. */
@Component
class OpenId {

	private final OidcAuthorizationCodeAuthenticationProvider exchange = new OidcAuthorizationCodeAuthenticationProvider(
			new RestClientAuthorizationCodeTokenResponseClient(), new OidcUserService());

	/** The request that takes a browser to the provider. */
	OAuth2AuthorizationRequest request(ClientRegistration registration, String state, String nonce, String verifier) {
		return OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri(Objects.requireNonNull(registration.getProviderDetails().getAuthorizationUri()))
			.clientId(registration.getClientId())
			.redirectUri(registration.getRedirectUri())
			.scopes(registration.getScopes())
			.state(state)
			.attributes(Map.of(OidcParameterNames.NONCE, nonce, PkceParameterNames.CODE_VERIFIER, verifier))
			.additionalParameters(
					Map.of(OidcParameterNames.NONCE, Secrets.challenge(nonce), PkceParameterNames.CODE_CHALLENGE,
							Secrets.challenge(verifier), PkceParameterNames.CODE_CHALLENGE_METHOD, "S256"))
			.build();
	}

	/**
	 * Takes the code to the provider, and checks what it says by its keys.
	 * @throws AuthenticationException when the provider does not stand by it
	 */
	OidcUser person(ClientRegistration registration, String state, String code, Attempt attempt) {
		OAuth2AuthorizationRequest request = request(registration, state, attempt.nonce(), attempt.verifier());
		OAuth2AuthorizationResponse response = OAuth2AuthorizationResponse.success(code)
			.redirectUri(Objects.requireNonNull(registration.getRedirectUri()))
			.state(state)
			.build();
		Authentication person = this.exchange.authenticate(
				new OAuth2LoginAuthenticationToken(registration, new OAuth2AuthorizationExchange(request, response)));
		return (OidcUser) Objects.requireNonNull(Objects.requireNonNull(person).getPrincipal());
	}

}
