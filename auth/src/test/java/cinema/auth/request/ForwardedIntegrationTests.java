package cinema.auth.request;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Proxies are believed, but this is none of them. */
@TestPropertySource(properties = "server.tomcat.remoteip.internal-proxies=198.51.100.7")
class ForwardedIntegrationTests extends AuthTest {

	@Test
	void believesOnlyTheProxiesThatAreConfigured() {
		String email = newEmail();
		signUp(email);

		JsonNode tokens = tokens(email, "correct horse", "X-Forwarded-For", "203.0.113.9", "Forwarded",
				"for=203.0.113.9");

		assertThat(get("/api/v1/profile/signins", bearer(tokens.path("access_token").asString())).body()
			.at("/items/0/address")
			.asString()).isEqualTo("127.0.0.1");
	}

}
