package cinema.orchestrator.admin;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.oauth2.client.authentication.OAuth2AuthenticationToken;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;

import static org.assertj.core.api.Assertions.assertThat;

class KeptFormTests {

	private static final Authentication VERA = person("vera");

	private static final Authentication BORIS = person("boris");

	private final MockHttpSession session = new MockHttpSession();

	@AfterEach
	void leave() {
		SecurityContextHolder.clearContext();
	}

	@Test
	void isOfferedOnceToWhoeverWroteIt() {
		signIn(VERA);
		KeptForm.keep(post());

		assertThat(KeptForm.offered(post())).isEmpty();
		assertThat(KeptForm.isToBeOffered(post(), VERA)).isTrue();
		assertThat(KeptForm.offered(post()))
			.hasValue(new KeptForm("/admin/orders", "vera", List.of(new KeptForm.Field("title", "Films"),
					new KeptForm.Field("channels", "email"), new KeptForm.Field("channels", "sms"))));
		assertThat(KeptForm.isToBeOffered(post(), VERA)).isFalse();
		assertThat(KeptForm.offered(post())).isEmpty();
	}

	@Test
	void isForgottenWhenAnotherComesOrWhenItWasSent() {
		signIn(VERA);
		KeptForm.keep(post());
		assertThat(KeptForm.isToBeOffered(post(), BORIS)).isFalse();
		assertThat(KeptForm.isToBeOffered(post(), VERA)).isFalse();

		KeptForm.keep(post());
		assertThat(KeptForm.isToBeOffered(post(), VERA)).isTrue();
		KeptForm.sent(new MockHttpServletRequest("GET", "/admin/orders"));
		assertThat(KeptForm.offered(post())).isPresent();
		KeptForm.sent(post());
		assertThat(KeptForm.offered(post())).isEmpty();
	}

	@Test
	void isNotKeptForStrangersNorOfWhatAPageAsksByItself() {
		SecurityContextHolder.setContext(new SecurityContextImpl(
				new AnonymousAuthenticationToken("key", "anonymous", AuthorityUtils.createAuthorityList("ANY"))));
		KeptForm.keep(post());
		signIn(VERA);
		MockHttpServletRequest preview = post();
		preview.addHeader("Sec-Fetch-Dest", "iframe");
		KeptForm.keep(preview);
		MockHttpServletRequest look = post();
		look.setMethod("GET");
		KeptForm.keep(look);

		assertThat(KeptForm.isToBeOffered(post(), VERA)).isFalse();
	}

	/** A second tab is signed in again while the first one has a form open. */
	@Test
	void isStillTakenWithItsTokenAfterTheSamePersonSignedInAgain() {
		HttpSessionCsrfTokenRepository tokens = new HttpSessionCsrfTokenRepository();
		MockHttpServletRequest request = post();
		CsrfToken token = tokens.generateToken(request);
		tokens.saveToken(token, request, new MockHttpServletResponse());
		SamePerson same = new SamePerson(tokens);
		signIn(VERA);

		same.onAuthentication(VERA, request, new MockHttpServletResponse());
		assertThat(tokens.loadToken(request).getToken()).isEqualTo(token.getToken());
		same.onAuthentication(BORIS, request, new MockHttpServletResponse());
		CsrfToken another = tokens.loadToken(request);
		assertThat(another == null || !another.getToken().equals(token.getToken())).isTrue();
	}

	private MockHttpServletRequest post() {
		MockHttpServletRequest request = new MockHttpServletRequest("POST", "/admin/orders");
		request.setSession(this.session);
		request.addParameter("title", "Films");
		request.addParameter("channels", "email", "sms");
		request.addParameter("_csrf", "token");
		return request;
	}

	private static void signIn(Authentication person) {
		SecurityContextHolder.setContext(new SecurityContextImpl(person));
	}

	private static Authentication person(String id) {
		OidcIdToken token = new OidcIdToken("token", Instant.EPOCH, Instant.EPOCH.plusSeconds(900), Map.of("sub", id));
		return new OAuth2AuthenticationToken(
				new DefaultOidcUser(AuthorityUtils.createAuthorityList("SCOPE_mailings:read"), token), List.of(),
				"auth");
	}

}
