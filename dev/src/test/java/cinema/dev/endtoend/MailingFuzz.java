package cinema.dev.endtoend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whether mailings and schedules keep to the OpenAPI document whatever they are sent: no
 * 5xx, no answer that is not in it. No part of the usual tests, because it needs
 * schemathesis: run it by {@code mvn -pl dev test -Dtest=MailingFuzz
 * -Dschemathesis=<path>}; what it found stands in target/fuzz-*.txt.
 */
class MailingFuzz {

	private final Stack stack = RunningStack.get();

	private final String orchestrator = this.stack.places().orchestrator();

	private final String token = "Authorization: Bearer " + this.stack.places().serviceToken();

	@Test
	void answersAsTheDocumentSaysWhoeverAsks() throws Exception {
		order();
		assertThat(fuzz("running", "--header", this.token, "--exclude-path-regex", "cancel|resend|\\{id\\}$")).isZero();
		assertThat(fuzz("all", "--header", this.token)).isZero();
		assertThat(fuzz("nobody")).isZero();
	}

	/** The mailing of the examples, which runs until it is cancelled. */
	private void order() throws Exception {
		String order = """
				{"id": "friday-2026-11-27", "receivers": "http://auth/api/v1/users/", "template": "email/new_movies.md",
				 "send_at": "2100-01-01T00:00:00Z"}""";
		assertThat(HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.orchestrator + "/api/v1/mailings"))
				.headers(this.token.split(": ", 2))
				.header("Content-Type", "application/json")
				.POST(BodyPublishers.ofString(order))
				.build(), BodyHandlers.discarding())
			.statusCode()).isEqualTo(202);
	}

	private int fuzz(String who, String... more) throws Exception {
		System.out.println("As " + who);
		List<String> command = new ArrayList<>(List.of(System.getProperty("schemathesis", "schemathesis"), "run",
				document().toString(), "--url", this.orchestrator, "--include-path-regex", "mailing", "--checks",
				"not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance",
				"--max-examples", System.getProperty("examples", "30"), "--phases", "examples,coverage,fuzzing",
				"--generation-database", "none", "--suppress-health-check", "all", "--continue-on-failure",
				"--no-color"));
		command.addAll(List.of(more));
		Process process = new ProcessBuilder(command).redirectErrorStream(true)
			.redirectOutput(Path.of("target", "fuzz-" + who + ".txt").toFile())
			.start();
		return process.waitFor();
	}

	private Path document() throws IOException, InterruptedException {
		String document = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.orchestrator + "/v3/api-docs")).build(),
					BodyHandlers.ofString())
			.body();
		return Files.writeString(Path.of("target", "openapi.json"), document);
	}

}
