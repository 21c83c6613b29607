package cinema.orchestrator.staff;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.platform.audit.Audit;
import cinema.platform.audit.Audit.Act;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@IntegrationTest
class AuditIntegrationTests {

	@Autowired
	private Audit audit;

	@Autowired
	private JdbcClient jdbc;

	@LocalServerPort
	private int port;

	private final String target = "things/" + UUID.randomUUID();

	private final String person = UUID.randomUUID().toString();

	private void asked(String by) {
		SecurityContextHolder.getContext()
			.setAuthentication(UsernamePasswordAuthenticationToken.authenticated(by, null, List.of()));
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr("192.0.2.7");
		RequestContextHolder.setRequestAttributes(new ServletRequestAttributes(request));
	}

	@AfterEach
	void leave() {
		SecurityContextHolder.clearContext();
		RequestContextHolder.resetRequestAttributes();
	}

	private JsonNode read(String query, String token, int status) throws Exception {
		HttpResponse<String> answer = HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/api/v1/audit" + query))
				.header("Authorization", "Bearer " + token)
				.build(), BodyHandlers.ofString());
		assertThat(answer.statusCode()).isEqualTo(status);
		return JsonMapper.shared().readTree(answer.body());
	}

	@Test
	void tellsWhoDidWhatFromWhereAndWhy() throws Exception {
		asked("shop");
		this.audit.note(new Act("changed", this.target, "it was wrong", Map.of("rate", 1), Map.of("rate", 2)));
		assertThatThrownBy(() -> this.audit.doing("ended", this.target, null, () -> {
			throw RefusedException.forNow("Not today.");
		})).isInstanceOf(RefusedException.class);

		JsonNode items = read("?target=" + this.target, IntegrationTest.READERS_TOKEN, 200).path("items");

		assertThat(items.values()).extracting((one) -> one.path("act").asString())
			.containsExactly("not ended", "ended", "changed");
		assertThat(items.get(0).path("reason").asString()).contains("Not today.");
		JsonNode changed = items.get(2);
		assertThat(changed.path("by").asString()).isEqualTo("service shop");
		assertThat(changed.path("address").asString()).isEqualTo("192.0.2.7");
		assertThat(changed.path("before").path("rate").asInt()).isEqualTo(1);
		assertThat(changed.path("after").path("rate").asInt()).isEqualTo(2);
	}

	@Test
	void goesOnWhereAPageEnds() throws Exception {
		asked("shop");
		for (int i = 0; i < 3; i++) {
			this.audit.note("changed", this.target, "n" + i);
		}

		JsonNode first = read("?limit=2&by=service%20shop&target=" + this.target, IntegrationTest.READERS_TOKEN, 200);
		String next = first.path("next").asString();
		JsonNode second = read(next.substring(next.indexOf('?')), IntegrationTest.READERS_TOKEN, 200);

		assertThat(first.path("items")).hasSize(2);
		assertThat(second.path("items").values()).extracting((one) -> one.path("reason").asString())
			.containsExactly("n0");
	}

	@Test
	void tellsNobodyWithoutItsScope() throws Exception {
		read("", IntegrationTest.SHOP_TOKEN, 403);
	}

	@ParameterizedTest
	@ValueSource(strings = { "update audit set reason = 'another' where target = ?",
			"update audit set done_by = 'service other' where target = ?", "delete from audit where target = ?",
			"update audit set act = 'nothing' where target = ?" })
	void isOnlyEverAddedTo(String forgery) {
		asked("shop");
		this.audit.note("changed", this.target, "as it was");

		assertThatThrownBy(() -> this.jdbc.sql(forgery).param(this.target).update())
			.hasMessageContaining("rows are only ever added");

		assertThat(this.audit.of(this.target)).singleElement()
			.satisfies((entry) -> assertThat(entry.reason()).isEqualTo("as it was"));
	}

	@Test
	void forgetsAPersonAndKeepsWhatWasDone() {
		asked(this.person);
		this.audit.note("changed", this.target, null);
		this.audit.note(new Act("changed", "user " + this.person, null, Map.of("name", "Ann"), Map.of("name", "Bea")));

		SecurityContextHolder.clearContext();
		this.audit.note("signed up", "user " + this.person, null);

		this.audit.forget(this.person);

		assertThat(this.audit.of(this.target)).singleElement().satisfies((entry) -> {
			assertThat(entry.by()).isEqualTo("a user");
			assertThat(entry.address()).isNull();
		});
		assertThat(this.audit.of("user " + this.person)).hasSize(2).allSatisfy((entry) -> {
			assertThat(entry.by()).isIn("a user", "somebody");
			assertThat(entry.address()).isNull();
			assertThat(entry.before()).isNull();
			assertThat(entry.after()).isNull();
		});
	}

}
