package cinema.platform.token;

import java.util.Map;
import java.util.Set;

import jakarta.servlet.FilterChain;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ServiceTokenTests {

	private static final String TOKEN = "a-token-of-the-tills";

	private static final ServiceToken TILLS = new ServiceToken(TOKEN, Set.of("films:read", " films:write"));

	private final ServiceTokenFilter filter = new ServiceTokenFilter(Map.of("tills", TILLS),
			(request) -> "/films".equals(request.getRequestURI()));

	private @Nullable Authentication caller;

	@AfterEach
	void forget() {
		SecurityContextHolder.clearContext();
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer ", "bearer ", "BEARER  " })
	void knowsAServiceByItsTokenHoweverBearerIsWritten(String scheme) throws Exception {
		Authentication known = call("/films", scheme + TOKEN);

		assertThat(known).isNotNull();
		assertThat(known.getName()).isEqualTo("tills");
		assertThat(known.getAuthorities()).extracting(GrantedAuthority::getAuthority)
			.containsExactlyInAnyOrder("SCOPE_films:read", "SCOPE_films:write");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "Bearer", "Bearer ", "Bearer another-token-of-tills", "Basic " + TOKEN, TOKEN })
	void leavesEverybodyElseToOthers(String header) throws Exception {
		assertThat(call("/films", header)).isNull();
	}

	@Test
	void saysNothingWhereServicesDoNotAsk() throws Exception {
		assertThat(call("/tickets", "Bearer " + TOKEN)).isNull();
	}

	@Test
	void writesIntoNoContextThatAnotherRequestMayHold() throws Exception {
		SecurityContext others = SecurityContextHolder.createEmptyContext();
		SecurityContextHolder.setContext(others);

		assertThat(call("/films", "Bearer " + TOKEN)).isNotNull();
		assertThat(others.getAuthentication()).isNull();
	}

	@Test
	void refusesWhatCanBeGuessedAndWhatIsGoodForNothing() {
		assertThatCode(() -> ServiceToken.check("shop.services", Map.of("tills", TILLS))).doesNotThrowAnyException();
		assertThatIllegalArgumentException().isThrownBy(
				() -> ServiceToken.check("shop.services", Map.of("tills", new ServiceToken("short", TILLS.scopes()))))
			.withMessageContaining("shop.services.tills.token has to be a random text")
			.withMessageNotContaining("short");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> ServiceToken.check("shop.services", Map.of("tills", new ServiceToken(TOKEN, Set.of()))))
			.withMessageContaining("shop.services.tills.scopes has to be a list");
		assertThat(TILLS).asString().doesNotContain(TOKEN);
	}

	private @Nullable Authentication call(String path, String authorization) throws Exception {
		MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
		request.addHeader("Authorization", authorization);
		FilterChain chain = (asked, answer) -> this.caller = SecurityContextHolder.getContext().getAuthentication();
		this.filter.doFilter(request, new MockHttpServletResponse(), chain);
		return this.caller;
	}

}
