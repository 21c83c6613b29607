package cinema.orchestrator.codec;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.security.Jwts;
import com.google.protobuf.util.JsonFormat;
import io.temporal.api.common.v1.Payloads;
import io.temporal.common.converter.DataConverter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

import static org.assertj.core.api.Assertions.assertThat;

/** As the Temporal web UI asks. */
@IntegrationTest
class CodecIntegrationTests {

	private static final String QUOTED = Base64.getEncoder()
		.encodeToString("\"ann@example.com\"".getBytes(StandardCharsets.UTF_8));

	@Autowired
	private DataConverter converter;

	@Autowired
	private FakeNeighbour auth;

	@LocalServerPort
	private int port;

	private String staff = "";

	@BeforeEach
	void signIn() throws Exception {
		Jwts.publish(this.auth);
		this.staff = "Bearer " + Jwts.of("notifications:read");
	}

	@Test
	void opensPayloadsForStaff() throws Exception {
		HttpResponse<String> answer = decode(sealed(), this.staff, "default");
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).contains(QUOTED);
		assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
		assertThat(decode(answer.body(), this.staff, "default").body()).as("plain ones stay").contains(QUOTED);
		String again = call("encode", "POST", answer.body(), this.staff, "default").body();
		assertThat(again).doesNotContain(QUOTED);
		assertThat(decode(again, this.staff, "default").body()).contains(QUOTED);
	}

	@Test
	void opensNothingForAnybodyElse() throws Exception {
		assertThat(decode(sealed(), "", "default").statusCode()).isEqualTo(401);
		assertThat(decode(sealed(), "Bearer " + Jwts.of("mailings:read"), "default").statusCode()).isEqualTo(403);
		assertThat(decode(sealed(), "Bearer " + Jwts.ofClient("notifications:read"), "default").statusCode())
			.as("a program")
			.isEqualTo(403);
		assertThat(decode(sealed(), "Bearer " + IntegrationTest.TOKEN, "default").statusCode())
			.as("the token of a service")
			.isEqualTo(401);
		assertThat(decode(sealed(), this.staff, "other").statusCode()).isEqualTo(400);
		assertThat(decode("{", this.staff, "default").statusCode()).isEqualTo(400);
		assertThat(call("decode?dry_run=1", "POST", sealed(), this.staff, "default").statusCode()).isEqualTo(400);
	}

	@Test
	void letsPagesOfTheWebUiAloneAsk() throws Exception {
		HttpResponse<String> asked = preflight(IntegrationTest.UI);
		assertThat(asked.statusCode()).isEqualTo(200);
		assertThat(asked.headers().firstValue("Access-Control-Allow-Origin")).hasValue(IntegrationTest.UI);
		HttpResponse<String> foreign = preflight("http://evil.example");
		assertThat(foreign.statusCode()).isEqualTo(403);
		assertThat(foreign.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
	}

	private String sealed() throws Exception {
		String json = JsonFormat.printer()
			.print(Payloads.newBuilder().addPayloads(this.converter.toPayload("ann@example.com").orElseThrow()));
		assertThat(json).doesNotContain(QUOTED);
		return json;
	}

	private HttpResponse<String> preflight(String origin) throws Exception {
		return send(HttpRequest.newBuilder(uri("decode"))
			.method("OPTIONS", BodyPublishers.noBody())
			.header("Origin", origin)
			.header("Access-Control-Request-Method", "POST")
			.header("Access-Control-Request-Headers", "authorization,content-type,x-namespace"));
	}

	private HttpResponse<String> decode(String body, String authorization, String namespace) throws Exception {
		return call("decode", "POST", body, authorization, namespace);
	}

	private HttpResponse<String> call(String path, String method, String body, String authorization, String namespace)
			throws Exception {
		HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
			.method(method, BodyPublishers.ofString(body))
			.header("Content-Type", "application/json")
			.header("X-Namespace", namespace);
		return send(authorization.isEmpty() ? request : request.header("Authorization", authorization));
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
		return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
	}

	private URI uri(String path) {
		return URI.create("http://localhost:" + this.port + "/api/v1/codec/" + path);
	}

}
