package cinema.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether all end points keep to the OpenAPI document whatever they are sent: no 5xx, no
 * answer that is not in it. No part of the usual tests, because it needs schemathesis:
 * run it by {@code mvn -pl auth test -Dtest=DocumentFuzz -Dschemathesis=<path>}; what it
 * found stands in target/fuzz-*.txt.
 */
@TestPropertySource(properties = { "cinema.throttle.limits.guess-address.free=1000000",
		"cinema.throttle.limits.signin-address.free=1000000", "cinema.throttle.limits.letter-address.free=1000000",
		"cinema.throttle.limits.signup-address.free=1000000", "cinema.throttle.limits.proof-account.free=1000000" })
class DocumentFuzz extends AuthTest {

	@Test
	void answersAsTheDocumentSaysWhoeverAsks() throws Exception {
		assertThat(fuzz("admin", "--header", "Authorization: Bearer " + signIn(ADMIN, ADMIN_PASSWORD), "--exclude-path",
				"/api/v1/signout"))
			.isZero();
		assertThat(fuzz("service", "--header", "Authorization: Bearer " + SERVICE_TOKEN, "--include-path-regex",
				"users|links"))
			.isZero();
		assertThat(
				fuzz("signout", "--header", newcomer()[0] + ": " + newcomer()[1], "--include-path", "/api/v1/signout"))
			.isZero();
		assertThat(
				fuzz("person", "--header", newcomer()[0] + ": " + newcomer()[1], "--exclude-path", "/api/v1/signout"))
			.isZero();
		assertThat(fuzz("nobody")).isZero();
	}

	private int fuzz(String who, String... more) throws Exception {
		System.out.println("As " + who);
		List<String> command = new ArrayList<>(List.of(System.getProperty("schemathesis", "schemathesis"), "run",
				file().toString(), "--url", "http://127.0.0.1:" + this.port, "--checks",
				System.getProperty("checks",
						"not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"),
				"--max-examples", System.getProperty("examples", "30"), "--phases", "examples,coverage,fuzzing",
				"--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure",
				"--no-color"));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Path.of("target", "fuzz-" + who + ".txt").toFile())
			.start();
		return process.waitFor();
	}

	/** Read without the token of a service, which is good for its own paths only. */
	private Path file() throws IOException {
		return Files.writeString(Path.of("target", "openapi.json"), document().root().toString());
	}

}
