package cinema.auth;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** The OpenAPI document, which people copy from. */
class DocumentIntegrationTests extends AuthTest {

	@Test
	void namesFieldsAsTheyAreOnTheWire() {
		JsonNode schemas = get("/v3/api-docs").body().path("components").path("schemas");
		assertThat(schemas.path("Profile").path("properties").propertyNames()).contains("first_name", "time_zone");
		assertThat(schemas.path("RefreshRequest").path("required").path(0).asString("")).isEqualTo("refresh_token");
		schemas.forEach((schema) -> assertThat(schema.path("properties").propertyNames())
			.allSatisfy((name) -> assertThat(name).matches("[a-z_]+")));
	}

	@Test
	void refersToNothingThatIsNotThere() {
		JsonNode document = get("/v3/api-docs").body();
		assertThat(document.findValuesAsString("$ref")).isNotEmpty()
			.allSatisfy((reference) -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference)
				.isFalse());
	}

	@Test
	void hasExamplesThatWork() {
		JsonNode signUp = get("/v3/api-docs").body().at("/components/schemas/SignUpRequest/properties");
		String body = "{\"email\": \"" + newEmail() + "\", \"password\": " + signUp.at("/password/example")
				+ ", \"first_name\": " + signUp.at("/first_name/example") + ", \"time_zone\": "
				+ signUp.at("/time_zone/example") + ", \"locale\": " + signUp.at("/locale/example") + "}";
		assertThat(call("POST", "/api/v1/signup", body).status()).isEqualTo(201);
	}

}
