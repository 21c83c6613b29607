package cinema.orchestrator.admin;

import java.util.Collections;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockHttpSession;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationRequest;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

import static org.assertj.core.api.Assertions.assertThat;

class PendingSignInsTests {

	private final HttpSessionRequestCache asked = new HttpSessionRequestCache();

	private final PendingSignIns pending = new PendingSignIns(this.asked);

	private final MockHttpSession session = new MockHttpSession();

	@BeforeEach
	void asTheAdminHasIt() {
		this.asked.setMatchingRequestParameterName(null);
	}

	@Test
	void bringsEachTabBackToWhereItWasGoing() {
		begin("one", "/admin/mailings");
		begin("two", "/admin/journal");
		MockHttpServletRequest first = back("one");
		MockHttpServletRequest second = back("two");

		assertThat(this.pending.removeAuthorizationRequest(first, new MockHttpServletResponse())).isNotNull();
		assertThat(PendingSignIns.target(first)).endsWith("/admin/mailings");
		assertThat(this.pending.removeAuthorizationRequest(second, new MockHttpServletResponse())).isNotNull();
		assertThat(PendingSignIns.target(second)).endsWith("/admin/journal");
		assertThat(this.pending.removeAuthorizationRequest(back("one"), new MockHttpServletResponse())).as("once alone")
			.isNull();
		assertThat(PendingSignIns.target(back("one"))).isEqualTo("/admin");
	}

	@Test
	void keepsFewAndKnowsNobodyElse() {
		for (int tab = 0; tab < 100; tab++) {
			begin("tab " + tab, "/admin");
			assertThat(this.pending.loadAuthorizationRequest(back("tab " + Math.max(0, tab - 7))))
				.as("the oldest goes first")
				.isNotNull();
		}

		assertThat(Collections.list(this.session.getAttributeNames())).hasSize(8);
		assertThat(this.pending.loadAuthorizationRequest(back("tab 99"))).isNotNull();
		assertThat(this.pending.loadAuthorizationRequest(back("made up"))).isNull();
		assertThat(this.pending.loadAuthorizationRequest(new MockHttpServletRequest())).isNull();
	}

	@Test
	void letsWhoeverWasOvertakenByAnotherTabTryOnceMore() {
		assertThat(PendingSignIns.mayTryAgain(new MockHttpServletRequest())).as("without cookies").isFalse();
		assertThat(PendingSignIns.mayTryAgain(back("gone"))).isTrue();
		assertThat(PendingSignIns.mayTryAgain(back("gone"))).isFalse();
		assertThat(PendingSignIns.mayTryAgain(back("gone"))).isTrue();
		begin("one", "/admin");
		this.pending.removeAuthorizationRequest(back("one"), new MockHttpServletResponse());
		assertThat(PendingSignIns.mayTryAgain(back("gone"))).as("after one that came through").isTrue();
		this.session.setAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY, "somebody");
		for (int tab = 0; tab < 3; tab++) {
			assertThat(PendingSignIns.mayTryAgain(back("gone"))).as("who is signed in").isTrue();
		}
	}

	private void begin(String state, String view) {
		MockHttpServletRequest looked = new MockHttpServletRequest("GET", view);
		looked.setSession(this.session);
		this.asked.saveRequest(looked, new MockHttpServletResponse());
		MockHttpServletRequest begun = new MockHttpServletRequest("GET", "/admin/sign-in/auth");
		begun.setSession(this.session);
		this.pending.saveAuthorizationRequest(OAuth2AuthorizationRequest.authorizationCode()
			.authorizationUri("http://auth/oauth2/authorize")
			.clientId("admin")
			.state(state)
			.build(), begun, new MockHttpServletResponse());
	}

	private MockHttpServletRequest back(String state) {
		MockHttpServletRequest back = new MockHttpServletRequest("GET", "/admin/signed-in");
		back.setSession(this.session);
		back.setParameter("state", state);
		return back;
	}

}
