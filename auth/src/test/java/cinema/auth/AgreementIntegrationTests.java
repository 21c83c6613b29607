package cinema.auth;

import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

	private boolean fits(String schema, String body) {
		JsonNode known = document().root().path("components").path("schemas").path(schema);
		return document().validate(known, JsonMapper.shared().readTree(body)).isEmpty();
	}

}
