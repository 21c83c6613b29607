package cinema.auth.setting;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.test.web.server.LocalManagementPort;
import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** What there is for strangers with what production has set. */
@TestPropertySource(
		properties = { "spring.config.import=classpath:application-production.yaml", "management.server.port=0" })
class StrangersPortIntegrationTests extends AuthTest {

	@LocalManagementPort
	private int managementPort;

	@ParameterizedTest
	@ValueSource(strings = { "/actuator", "/actuator/health", "/actuator/info", "/actuator/prometheus", "/v3/api-docs",
			"/v3/api-docs.yaml", "/v3/api-docs/swagger-config", "/swagger-ui.html", "/swagger-ui/index.html" })
	void showsNeitherFiguresNorWhatThereIsToTry(String path) throws Exception {
		assertThat(status(this.port, path)).isIn(401, 404);
	}

	@Test
	void hasHealthAndFiguresElsewhere() throws Exception {
		assertThat(status(this.managementPort, "/actuator/prometheus")).isEqualTo(200);
		assertThat(status(this.managementPort, "/actuator/health/readiness")).isEqualTo(200);
		assertThat(status(this.port, "/.well-known/jwks.json")).as("and is at work").isEqualTo(200);
	}

	private static int status(int port, String path) throws IOException, InterruptedException {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
					BodyHandlers.discarding())
			.statusCode();
	}

}
