package cinema.auth;

import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.auth.token.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Whether schemas and requests agree where JSON and Java count differently. */
class AgreementIntegrationTests extends AuthTest {

	private static final String EMOJI = "\ud83d\ude00";

	@ParameterizedTest
	@CsvSource({ "first_name,100,200", "first_name,101,400" })
	void countsCharactersAsTheSchemaDoes(String field, int count, int status) {
		String body = "{\"" + field + "\": \"" + EMOJI.repeat(count) + "\"}";

		assertThat(call("PATCH", "/api/v1/profile", body, newcomer()).status()).isEqualTo(status);
		assertThat(fits("ProfileChange", body)).isEqualTo(status == 200);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{"target": "/a", "ttl_days": 75.0} | 201
			{"target": "/a", "ttl_days": 75.5} | 400
			""")
	void takesWholeNumbersHoweverTheyAreWritten(String body, int status) {
		assertThat(call("POST", "/api/v1/links", body, bearer(SERVICE_TOKEN)).status()).isEqualTo(status);
		assertThat(fits("LinkRequest", body)).isEqualTo(status == 201);
	}

	@ParameterizedTest
	@CsvSource({ "hmb.info*,400", "a_b.example,400", "-a.example,400", "a.example-,400", "b.пример,201",
			"xn--e1afmkfd.example,201", "sub.a-b.example,201" })
	void takesDomainsOfLettersDigitsAndHyphens(String domain, int status) {
		String body = "{\"email\": \"a" + UUID.randomUUID() + "@" + domain + "\", \"password\": \"correct horse\"}";

		Answer answer = call("POST", "/api/v1/signup", body);

		assertThat(answer.status()).isEqualTo(status);
		assertThat(fits("SignUpRequest", body)).isEqualTo(status == 201);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"role\": null}", "{\"role\": null, \"role_id\": null}" })
	void saysThatARoleIsNeeded(String body) {
		String path = "/api/v1/users/" + signUp(newEmail()) + "/roles";
		assertThat(call("POST", path, body, admin()).field()).isEqualTo("role");
		assertThat(fits("RoleGrant", body)).isFalse();
		assertThat(fits("RoleGrant", "{\"role\": \"manager\"}")).isTrue();
		assertThat(fits("RoleGrant", "{\"role\": null, \"role_id\": \"" + UUID.randomUUID() + "\"}")).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "/api/v1/users/{id}/roles?role=manager&role_id=,DELETE,role_id",
			"/api/v1/users?page_size=,GET,page_size", "/api/v1/users/{id}/signins?page_number=,GET,page_number" })
	void refusesAParameterThatSaysNothing(String path, String method, String field) {
		Answer refused = call(method, path.replace("{id}", signUp(newEmail())), "", admin());
		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo(field);
	}

	@Test
	void takesAsManyIdsAsTheSchemaDoes() {
		String ids = Stream.generate(() -> "id=" + UUID.randomUUID()).limit(500).collect(Collectors.joining("&"));
		assertThat(get("/api/v1/users?" + ids, admin()).status()).isEqualTo(200);
	}

	@Test
	void showsAnEmptyPageBehindTheLast() {
		Answer deep = get("/api/v1/profile/signins?page_number=2147483647&page_size=500", newcomer());
		assertThat(deep.status()).isEqualTo(200);
		assertThat(deep.body().path("items")).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			/a?b=[c]#d?                 | 201
			/a%20b/(c)                  | 201
			http://localhost:8081?a     | 201
			//a                         | 400
			/a%2                        | 400
			/a[b]                       | 400
			/a{b}                       | 400
			/a#b#c                      | 400
			""")
	void takesTargetsThatAreUris(String target, int status) {
		String body = "{\"target\": \"" + target + "\"}";
		assertThat(call("POST", "/api/v1/links", body, bearer(SERVICE_TOKEN)).status()).isEqualTo(status);
		assertThat(fits("LinkRequest", body)).isEqualTo(status == 201);
	}

	@ParameterizedTest
	@CsvSource({ "2026-11-24T09:30:00Z 9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11,200",
			"2026-11-24T09:30:00.123456789Z 9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11,200",
			"2026-11-24T09:30:00Z 1-1-1-1-1,400", "2026-11-24T09:30Z 9d3c2f4b-52a8-4d0e-b5f9-1c7f3f8f0b11,400" })
	void takesCursorsAsItWritesThem(String place, int status) {
		String cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes());
		for (String path : List.of("/api/v1/users", "/api/v1/profile/signins")) {
			assertThat(get(path + "?cursor=" + cursor, admin()).status()).isEqualTo(status);
			assertThat(fits(parameter(path, "cursor"), '"' + cursor + '"')).isEqualTo(status == 200);
		}
	}

	@Test
	void describesSecretsAsTheyAreWritten() {
		String body = "{\"refresh_token\": \"%s\"}";
		assertThat(fits("RefreshRequest", body.formatted(Secrets.create()))).isTrue();
		assertThat(fits("RefreshRequest", body.formatted("x"))).isFalse();
		assertThat(call("POST", "/api/v1/refresh", body.formatted("x")).status()).isEqualTo(401);
	}

	@Test
	void refusesALocaleThatDoesNotEnd() {
		String body = "{\"locale\": \"en" + "-aa".repeat(5_000) + "\"}";
		assertThat(call("PATCH", "/api/v1/profile", body, newcomer()).field()).isEqualTo("locale");
		assertThat(fits("ProfileChange", body)).isFalse();
	}

	@Test
	void refusesANulAsTheSchemaDoes() {
		String body = "{\"email\": \"" + newEmail() + "\", \"password\": \"correct\\u0000horse\"}";
		assertThat(call("POST", "/api/v1/signup", body).field()).isEqualTo("password");
		assertThat(fits("SignUpRequest", body)).isFalse();
	}

	private JsonNode parameter(String path, String name) {
		return document().root()
			.path("paths")
			.path(path)
			.path("get")
			.path("parameters")
			.valueStream()
			.filter((one) -> one.path("name").asString().equals(name))
			.findAny()
			.orElseThrow()
			.path("schema");
	}

	private boolean fits(String schema, String body) {
		return fits(document().root().path("components").path("schemas").path(schema), body);
	}

	private boolean fits(JsonNode schema, String body) {
		return document().validate(schema, JsonMapper.shared().readTree(body)).isEmpty();
	}

}
