package cinema.platform;

import java.net.http.HttpResponse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class RefusalTests extends ShopTest {

	private static final String END = " HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n";

	@ParameterizedTest
	@CsvSource({ "TRACE /api/v1/films,405", "CONNECT shop:443,501", "FOO /api/v1/films,405", "PUT /api/v1/films,405",
			"GET /api/v1/films?a=%zz,400", "GET /api/v1/films?a=<>,400", "GET /api/v1/fi|lms,400",
			"GET /api/v1/%zz,400", "GET /api/v1/%00,400", "GET /api/v1/%ED%A0%80,400",
			"GET /api/v1/films/../films/%2e%2e/x,400", "GET http:/bad,400", "G?T /,400", "GET /api/v1/films/x/y,401",
			"GET /nothing,401" })
	void answersAProblemDocumentFromTheConnectorUp(String line, int status) {
		assertProblem(raw(line + END), status);
	}

	@Test
	void answersSoToHeadersThatCannotBeRead() {
		assertProblem(raw("GET /api/v1/films HTTP/1.1\r\nHost: shop\r\nX: " + "x".repeat(20_000) + "\r\n\r\n"), 400);
		assertProblem(raw("GET /api/v1/films HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"), 400);
		assertProblem(raw("GET /api/v1/films HTTP/1.1\r\n\r\n"), 400);
		assertProblem(raw("GET /api/v1/films HTTP/9.1\r\nHost: shop\r\n\r\n"), 505);
		assertProblem(raw("POST /api/v1/orders HTTP/1.1\r\nHost: shop\r\nContent-Length: x\r\n\r\n"), 400);
		assertProblem(raw("POST /api/v1/orders HTTP/1.1\r\nHost: shop\r\nTransfer-Encoding: odd\r\n\r\n"), 501);
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "application/json", "image/png", "*/*" })
	void answersSoToBrowsersAndPrograms(String accept) {
		HttpResponse<String> error = call("GET", "/error", "", "Accept", accept, "Authorization", "Bearer away");
		assertThat(error.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
	}

	@Test
	void saysWhichMethodsThereAre() {
		HttpResponse<String> refused = call("PUT", "/api/v1/films", "");
		assertThat(refused.statusCode()).isEqualTo(405);
		assertThat(refused.headers().firstValue("Allow").orElse("")).contains("GET");
		assertThat(refused.body()).contains("\"errors\":[]");
	}

	@Test
	void saysThatTheDatabaseIsAwayAndNotWhere() {
		for (String token : new String[] { "", "Bearer away" }) {
			HttpResponse<String> away = call("GET", token.isEmpty() ? "/api/v1/away" : "/api/v1/closed", "",
					"Authorization", token);
			assertThat(away.statusCode()).isEqualTo(503);
			assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
			assertThat(away.body()).contains("The database does not answer").doesNotContain("secret");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "Bearer stale", "Bearer", "Bearer ", "Bearer a b", "Basic x" })
	void ignoresATokenWhereEverybodyIsLetIn(String token) {
		assertThat(call("GET", "/api/v1/films", "", "Authorization", token).statusCode()).isEqualTo(200);
		assertThat(call("GET", "/api/v1/films/", "", "Authorization", token).statusCode()).isEqualTo(200);
		HttpResponse<String> closed = call("GET", "/api/v1/closed", "", "Authorization", token);
		assertThat(closed.statusCode()).isEqualTo(401);
		assertThat(closed.headers().firstValue("WWW-Authenticate").orElse("")).startsWith("Bearer");
	}

	private static void assertProblem(String answer, int status) {
		assertThat(answer).startsWith("HTTP/1.1 " + status)
			.containsIgnoringCase("Content-Type: application/problem+json")
			.contains("\"status\":" + status, "\"title\":", "\"detail\":", "\"errors\":[")
			.doesNotContain("<html", "apache", "Exception");
		if (status == 405) {
			assertThat(answer).containsIgnoringCase("\nAllow: ");
		}
	}

}
