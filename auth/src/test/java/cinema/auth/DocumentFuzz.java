package cinema.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether all end points keep to the OpenAPI document whatever they are sent, and by
 * whomever: no 5xx, no answer that is not in it, nothing taken or refused but what the
 * schemas say. No part of the usual tests, because it needs schemathesis: run it by
 * {@code mvn -pl auth -am test -Dtest=DocumentFuzz -Dschemathesis=<path>
 * -Dsurefire.failIfNoSpecifiedTests=false}, for some tokens by
 * {@code -Dtokens=admin,person}; what it found stands in target/fuzz-*.txt.
 */
@TestPropertySource(properties = { "cinema.throttle.limits.guess-address.free=1000000",
		"cinema.throttle.limits.signin-address.free=1000000", "cinema.throttle.limits.letter-address.free=1000000",
		"cinema.throttle.limits.signup-address.free=1000000", "cinema.throttle.limits.proof-account.free=1000000",
		"cinema.security.services.films.token=" + DocumentFuzz.LINKS_TOKEN,
		"cinema.security.services.films.scopes=links:write" })
class DocumentFuzz extends AuthTest {

	static final String LINKS_TOKEN = "a-token-for-links-only";

	private static final String SIGN_OUT = "/api/v1/signout";

	@Test
	void answersAsTheDocumentSaysWhoeverAsks() throws Exception {
		Map<String, Integer> codes = new LinkedHashMap<>();
		List<String> wanted = List.of(System.getProperty("tokens", "").split(","));
		for (Map.Entry<String, String> token : tokens().entrySet()) {
			if (wanted.contains("") || wanted.contains(token.getKey())) {
				codes.put(token.getKey(), fuzz(token.getKey(), token.getValue(), "--exclude-path", SIGN_OUT));
			}
		}
		if (wanted.contains("") || wanted.contains("signout")) {
			codes.put("signout", fuzz("signout", newcomer()[1], "--include-path", SIGN_OUT));
		}
		assertThat(codes).isNotEmpty().allSatisfy((who, code) -> assertThat(code).as(who).isZero());
	}

	/** The kinds of tokens, each by its name. */
	private Map<String, String> tokens() {
		String person = signUp(newEmail());
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("nobody", "");
		tokens.put("rubbish", "Bearer rubbish");
		tokens.put("foreign", "Bearer " + Keys.token(Keys.create(), Keys.claims(person).build()));
		tokens.put("expired", "Bearer " + Keys.token(SIGNING,
				Keys.claims(person).expirationTime(Date.from(Instant.now().minusSeconds(3600))).build()));
		tokens.put("narrow", "Bearer " + LINKS_TOKEN);
		tokens.put("service", "Bearer " + SERVICE_TOKEN);
		tokens.put("machine", "Bearer " + machine());
		tokens.put("person", newcomer()[1]);
		tokens.put("admin", admin()[1]);
		return tokens;
	}

	private String machine() {
		String secret = Base64.getEncoder().encodeToString("mailer:a-secret-of-the-mailer".getBytes());
		return post("/oauth2/token", "grant_type=client_credentials&scope=users:read", "Content-Type",
				"application/x-www-form-urlencoded", "Authorization", "Basic " + secret)
			.body()
			.path("access_token")
			.asString();
	}

	private int fuzz(String who, String authorization, String... more) throws Exception {
		System.out.println("As " + who);
		List<String> command = new ArrayList<>(List.of(System.getProperty("schemathesis", "schemathesis"), "run",
				file().toString(), "--url", "http://127.0.0.1:" + this.port, "--checks",
				System.getProperty("checks",
						"not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
								+ "negative_data_rejection"),
				"--max-examples", System.getProperty("examples", "30"), "--phases", "examples,coverage,fuzzing",
				"--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure",
				"--no-color"));
		if (!authorization.isEmpty()) {
			command.addAll(List.of("--header", "Authorization: " + authorization));
		}
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
