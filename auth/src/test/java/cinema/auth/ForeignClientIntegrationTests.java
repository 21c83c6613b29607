package cinema.auth;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A manager signs in to pages that know nothing of us but our URL: all else the library
 * reads from what we say of ourselves, and checks against it.
 */
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
class ForeignClientIntegrationTests extends AuthTest {

	private static final int PORT = freePort();

	private static final Issuer ISSUER = new Issuer("http://127.0.0.1:" + PORT);

	private static final ClientID CLIENT = new ClientID("mailings-admin");

	private static final URI BACK = URI.create("http://127.0.0.1:9/callback");

	@DynamicPropertySource
	static void ourselves(DynamicPropertyRegistry properties) {
		properties.add("server.port", () -> PORT);
		properties.add("cinema.token.issuer", ISSUER::getValue);
		properties.add("cinema.link.base-url", ISSUER::getValue);
	}

	private static int freePort() {
		try (ServerSocket socket = new ServerSocket(0)) {
			return socket.getLocalPort();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Test
	void signsAManagerInByALibraryThatKnowsNothingButOurUrl() throws Exception {
		String email = newEmail();
		String id = signUp(email);
		post("/api/v1/users/" + id + "/roles", "{'role': 'manager'}", admin());
		OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(ISSUER);
		CodeVerifier verifier = new CodeVerifier();
		Nonce nonce = new Nonce();

		AuthorizationCode code = authorize(provider, email, verifier, nonce);
		OIDCTokenResponse tokens = (OIDCTokenResponse) OIDCTokenResponseParser
			.parse(new TokenRequest.Builder(provider.getTokenEndpointURI(), CLIENT,
					new AuthorizationCodeGrant(code, BACK, verifier))
				.build()
				.toHTTPRequest()
				.send());

		IDTokenClaimsSet claims = new IDTokenValidator(ISSUER, CLIENT, provider.getIDTokenJWSAlgs().get(0),
				provider.getJWKSetURI().toURL())
			.validate(tokens.getOIDCTokens().getIDToken(), nonce);
		assertThat(claims.getSubject().getValue()).isEqualTo(id);
		assertThat(claims.getStringClaim("email")).isEqualTo(email);
		assertThat(UserInfoResponse
			.parse(new UserInfoRequest(provider.getUserInfoEndpointURI(), tokens.getOIDCTokens().getAccessToken())
				.toHTTPRequest()
				.send())
			.toSuccessResponse()
			.getUserInfo()
			.getSubject()
			.getValue()).isEqualTo(id);
	}

	private static AuthorizationCode authorize(OIDCProviderMetadata provider, String email, CodeVerifier verifier,
			Nonce nonce) throws Exception {
		State state = new State();
		URI request = new AuthenticationRequest.Builder(ResponseType.CODE,
				new Scope("openid", "email", "mailings:write"), CLIENT, BACK)
			.endpointURI(provider.getAuthorizationEndpointURI())
			.state(state)
			.nonce(nonce)
			.codeChallenge(verifier, CodeChallengeMethod.S256)
			.build()
			.toURI();
		Browser browser = new Browser();
		URI form = browser.redirect(request);
		URI again = Browser.location(form, browser.submit(form, Map.of("email", email, "password", "correct horse")));
		var answer = AuthenticationResponseParser.parse(browser.redirect(again)).toSuccessResponse();
		assertThat(answer.getState()).isEqualTo(state);
		return answer.getAuthorizationCode();
	}

}
