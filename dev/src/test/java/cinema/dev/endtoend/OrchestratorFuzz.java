package cinema.dev.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.dev.stack.Person;
import cinema.dev.stack.Places;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether the orchestrator keeps to its OpenAPI document whatever it is sent, and by
 * whomever: no 5xx, no answer that is not in it, nothing taken that the schemas refuse.
 * No part of the usual tests, because it needs schemathesis: run it by {@code mvn -pl dev
 * -am test -Dtest=OrchestratorFuzz -Dschemathesis=<path>
 * -Dsurefire.failIfNoSpecifiedTests=false}, for some tokens by
 * {@code -Dtokens=service,manager}; what it found stands in target/fuzz-*.txt.
 */
class OrchestratorFuzz {

	private static final String ENDS = "cancel|resend|\\{id\\}$";

	private final Places at = RunningStack.get().places();

	@Test
	void answersAsTheDocumentSaysWhoeverAsks() throws Exception {
		String service = "Bearer " + this.at.serviceToken();
		order(service);
		Map<String, String> tokens = tokens();
		tokens.put("running", service);
		tokens.put("service", service);
		List<String> wanted = List.of(System.getProperty("tokens", String.join(",", tokens.keySet())).split(","));
		Map<String, Integer> codes = new LinkedHashMap<>();
		for (String who : wanted) {
			codes.put(who, fuzz(who, tokens.getOrDefault(who, "")));
		}
		assertThat(codes).isNotEmpty().allSatisfy((who, code) -> assertThat(code).as(who).isZero());
	}

	/** The kinds of tokens, each by its name. */
	private Map<String, String> tokens() throws Exception {
		Map<String, String> tokens = new LinkedHashMap<>();
		tokens.put("nobody", "");
		tokens.put("rubbish", "Bearer rubbish");
		KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
		keys.initialize(256);
		tokens.put("foreign", "Bearer " + jwt(keys.generateKeyPair().getPrivate(), Instant.now().plusSeconds(3600)));
		tokens.put("expired", "Bearer " + jwt(signing(), Instant.now().minusSeconds(3600)));
		tokens.put("person", person(""));
		tokens.put("support", person("support"));
		tokens.put("manager", person("manager"));
		return tokens;
	}

	private static PrivateKey signing() throws GeneralSecurityException, IOException {
		byte[] key = Base64.getDecoder().decode(Files.readString(RunningStack.FOLDER.resolve("secrets/signing-key")));
		return KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(key));
	}

	private String jwt(PrivateKey key, Instant until) throws GeneralSecurityException {
		String words = encode("{\"alg\":\"ES256\"}") + "." + encode("""
				{"iss":"%s","aud":"cinema","sub":"%s","scope":"notifications:read mailings:read","exp":%d}"""
			.formatted(this.at.auth(), UUID.randomUUID(), until.getEpochSecond()));
		Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
		signature.initSign(key);
		signature.update(words.getBytes(StandardCharsets.US_ASCII));
		return words + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
	}

	private static String encode(String json) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
	}

	/** The token of somebody who has a role, or none. */
	private String person(String role) throws Exception {
		String email = "fuzz-" + UUID.randomUUID() + "@example.com";
		String id = Users.signUp(this.at, email, "Europe/Moscow");
		if (!role.isEmpty()) {
			Person admin = this.at.people().get("admin");
			post(this.at.auth() + "/api/v1/users/" + id + "/roles", "{\"role\": \"" + role + "\"}",
					signIn(admin.email(), admin.password()), 200);
		}
		return signIn(email, "correct horse");
	}

	private String signIn(String email, String password) throws Exception {
		String answer = post(this.at.auth() + "/api/v1/signin",
				"{\"email\": \"" + email + "\", \"password\": \"" + password + "\"}", "", 200);
		return "Bearer " + JsonMapper.shared().readTree(answer).path("access_token").asString();
	}

	/** The mailing of the examples, which runs until it is cancelled. */
	private void order(String token) throws Exception {
		post(this.at.orchestrator() + "/api/v1/mailings", """
				{"id": "friday-2026-11-27", "receivers": "http://auth/api/v1/users/", "template": "email/new_movies.md",
				 "send_at": "2100-01-01T00:00:00Z"}""", token, 202);
	}

	private static String post(String url, String body, String token, int status) throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
			.header("Content-Type", "application/json")
			.POST(BodyPublishers.ofString(body));
		if (!token.isEmpty()) {
			request.header("Authorization", token);
		}
		var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
		return answer.body();
	}

	private int fuzz(String who, String token) throws Exception {
		System.out.println("As " + who);
		List<String> command = new ArrayList<>(List.of(System.getProperty("schemathesis", "schemathesis"), "run",
				document().toString(), "--url", this.at.orchestrator(), "--checks",
				System.getProperty("checks",
						"not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,"
								+ "negative_data_rejection"),
				"--max-examples", System.getProperty("examples", "30"), "--phases", "examples,coverage,fuzzing",
				"--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure",
				"--no-color"));
		if (who.equals("running")) {
			command.addAll(List.of("--exclude-path-regex", ENDS));
		}
		if (!token.isEmpty()) {
			command.addAll(List.of("--header", "Authorization: " + token));
		}
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Path.of("target", "fuzz-" + who + ".txt").toFile())
			.start();
		return process.waitFor();
	}

	private Path document() throws IOException, InterruptedException {
		String document = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.at.orchestrator() + "/v3/api-docs")).build(),
					BodyHandlers.ofString())
			.body();
		return Files.writeString(Path.of("target", "openapi.json"), document);
	}

}
