package cinema.auth.authorization;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

import cinema.auth.AuthTest;
import cinema.auth.page.Browser;
import com.nimbusds.jwt.JWT;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.AuthenticationResponseParser;
import com.nimbusds.openid.connect.sdk.LogoutRequest;
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

		AuthorizationCode code = authorize(new Browser(), provider, email, verifier, nonce);
		OIDCTokenResponse tokens = tokens(provider, code, verifier);

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

	/** At a computer that many share. */
	@Test
	void asksWhoIsThereAfterTheClientSignedItsPersonOut() throws Exception {
		String email = newEmail();
		signUp(email);
		OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(ISSUER);
		CodeVerifier verifier = new CodeVerifier();
		Browser browser = new Browser();
		AuthorizationCode code = authorize(browser, provider, email, verifier, new Nonce());
		JWT idToken = tokens(provider, code, verifier).getOIDCTokens().getIDToken();
		URI silent = request(provider, new State(), new Nonce(), verifier);
		String unused = Browser.parameter(browser.redirect(silent), "code");

		URI end = new LogoutRequest(provider.getEndSessionEndpointURI(), idToken, URI.create("http://127.0.0.1:9/bye"),
				new State("s-2"))
			.toURI();
		assertThat(browser.redirect(end)).hasToString("http://127.0.0.1:9/bye?state=s-2");

		assertThat(browser.redirect(silent).getPath()).isEqualTo("/signin");
		assertThat(redeem(provider, new AuthorizationCode(unused), verifier).indicatesSuccess())
			.as("a code that was fetched silently before")
			.isFalse();
	}

	/** Other sites' forms bring no cookie along. */
	@Test
	void endsAllBrowsersOfAPersonWhenNoCookieSaysWhichOne() throws Exception {
		String email = newEmail();
		signUp(email);
		OIDCProviderMetadata provider = OIDCProviderMetadata.resolve(ISSUER);
		CodeVerifier verifier = new CodeVerifier();
		Browser browser = new Browser();
		JWT idToken = tokens(provider, authorize(browser, provider, email, verifier, new Nonce()), verifier)
			.getOIDCTokens()
			.getIDToken();

		new Browser().open(new LogoutRequest(provider.getEndSessionEndpointURI(), idToken).toURI());

		assertThat(browser.redirect(request(provider, new State(), new Nonce(), verifier)).getPath())
			.isEqualTo("/signin");
	}

	private static OIDCTokenResponse tokens(OIDCProviderMetadata provider, AuthorizationCode code,
			CodeVerifier verifier) throws Exception {
		return (OIDCTokenResponse) OIDCTokenResponseParser.parse(redeem(provider, code, verifier));
	}

	private static HTTPResponse redeem(OIDCProviderMetadata provider, AuthorizationCode code, CodeVerifier verifier)
			throws Exception {
		return new TokenRequest.Builder(provider.getTokenEndpointURI(), CLIENT,
				new AuthorizationCodeGrant(code, BACK, verifier))
			.build()
			.toHTTPRequest()
			.send();
	}

	private static AuthorizationCode authorize(Browser browser, OIDCProviderMetadata provider, String email,
			CodeVerifier verifier, Nonce nonce) throws Exception {
		State state = new State();
		URI form = browser.redirect(request(provider, state, nonce, verifier));
		URI again = Browser.location(form, browser.submit(form, Map.of("email", email, "password", "correct horse")));
		var answer = AuthenticationResponseParser.parse(browser.redirect(again)).toSuccessResponse();
		assertThat(answer.getState()).isEqualTo(state);
		return answer.getAuthorizationCode();
	}

	private static URI request(OIDCProviderMetadata provider, State state, Nonce nonce, CodeVerifier verifier) {
		return new AuthenticationRequest.Builder(ResponseType.CODE, new Scope("openid", "email", "mailings:write"),
				CLIENT, BACK)
			.endpointURI(provider.getAuthorizationEndpointURI())
			.state(state)
			.nonce(nonce)
			.codeChallenge(verifier, CodeChallengeMethod.S256)
			.build()
			.toURI();
	}

}
