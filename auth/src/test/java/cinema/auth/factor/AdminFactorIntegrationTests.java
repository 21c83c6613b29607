package cinema.auth.factor;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/** Where admins need a second factor. */
@TestPropertySource(properties = "cinema.role.second-factor-for=admin")
class AdminFactorIntegrationTests extends AuthTest {

	private static final String FACTOR = "/api/v1/profile/second-factor";

	@Test
	void letsAdminsAdministerOnlyWithASecondFactor() {
		JsonNode before = tokens(ADMIN, ADMIN_PASSWORD);
		String[] admin = bearer(before.path("access_token").asString());
		assertThat(get("/api/v1/roles", admin).status()).isEqualTo(403);
		assertThat(get("/api/v1/profile", admin).status()).as("what everybody may").isEqualTo(200);

		Phone phone = new Phone(
				post(FACTOR, "{'current_password': '" + ADMIN_PASSWORD + "'}", admin).body().path("secret").asString());
		assertThat(post(FACTOR + "/confirm", "{'code': '" + phone.code(0) + "'}", admin).status()).isEqualTo(200);

		assertThat(get("/api/v1/roles", admin).status()).isEqualTo(200);
		givesTheRoleToWhoeverHasASecondFactorAndToNobodyElse(admin);
		call("DELETE", "/api/v1/users/" + get("/api/v1/profile", admin).body().path("id").asString() + "/second-factor",
				"", admin);
		assertThat(get("/api/v1/roles", admin).status()).isEqualTo(403);
	}

	/** Else whoever knows the password could set one up, and have the role. */
	private void givesTheRoleToWhoeverHasASecondFactorAndToNobodyElse(String[] admin) {
		String email = newEmail();
		String id = signUp(email);
		prove(id);
		String roles = "/api/v1/users/" + id + "/roles";
		Answer refused = post(roles, "{'role': 'admin'}", admin);
		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.field()).isEqualTo("role");
		assertThat(get(roles, admin).body().path("items")).isEmpty();
		assertThat(post(roles, "{'role': 'support'}", admin).status()).as("which needs none").isEqualTo(200);

		String[] user = bearer(signIn(email, "correct horse"));
		Phone phone = new Phone(
				post(FACTOR, "{'current_password': 'correct horse'}", user).body().path("secret").asString());
		post(FACTOR + "/confirm", "{'code': '" + phone.code(0) + "'}", user);

		assertThat(post(roles, "{'role': 'admin'}", admin).status()).isEqualTo(200);
		call("DELETE", roles + "?role=admin", "", admin);
	}

}
