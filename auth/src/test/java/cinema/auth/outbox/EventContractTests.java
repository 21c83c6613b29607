package cinema.auth.outbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is announced looks like the samples that its readers test with, and keeps the
 * schemas by which they refuse.
 */
class EventContractTests extends AuthTest {

	@Test
	void announcesEventsAsTheSamplesShowThem() {
		String email = newEmail();
		String id = signUp(email);
		String[] token = bearer(signIn(email, "correct horse"));
		tokens(email, "correct horse", "User-Agent", "Another/1");
		post("/api/v1/confirm-email", "{'email': '" + email + "'}");
		post("/api/v1/password-reset", "{'email': '" + email + "'}");
		// Served a moment later, by the address as it is then.
		event("user_requested_password_reset", id);
		follow(event("user_requested_email_confirmation", id));
		post("/api/v1/profile/email", "{'email': '" + newEmail() + "', 'current_password': 'correct horse'}", token);
		follow(event("user_requested_email_change", id));
		call("PATCH", "/api/v1/profile", "{\"password\": \"another horse\", \"current_password\": \"correct horse\"}",
				token);
		post("/api/v1/profile/export", "{'current_password': 'another horse'}", token);
		List<String> before = List.of("user_signed_up", "user_changed_password_successfully",
				"user_requested_email_confirmation", "user_confirmed_email", "user_requested_email_change",
				"user_changed_email", "user_signed_in_from_new_device", "user_requested_password_reset",
				"user_exported_data");
		before.forEach((type) -> assertIsLikeItsSample(type, id));
		call("DELETE", "/api/v1/profile", "{\"password\": \"another horse\"}", token);
		assertIsLikeItsSample("user_erased", id);
		before.forEach((type) -> assertThat(events(type, id)).as(type).isZero());
	}

	private void assertIsLikeItsSample(String type, String id) {
		JsonNode event = event(type, id);
		assertThat(names(event)).as(type).isEqualTo(names(sample(type)));
		assertThat(names(event.path("details"))).as(type).isEqualTo(names(sample(type).path("details")));
		assertThat(event.path("event_type").asString()).isEqualTo(type);
	}

	@Test
	void wouldBeRefusedWithoutWhomTheyAreAbout() {
		ObjectNode event = (ObjectNode) sample("user_erased");
		((ObjectNode) event.path("details")).remove("user_id");

		assertThat(EventSchemas.faults(event)).singleElement().asString().contains("user_id");
	}

	@Test
	void announcesAnAddressThatIsBackAsTheSampleShowsIt() {
		String email = newEmail();
		String id = signUp(email);
		prove(id);
		post("/api/v1/profile/email", "{'email': '" + newEmail() + "', 'current_password': 'correct horse'}",
				bearer(signIn(email, "correct horse")));
		follow(event("user_requested_email_change", id));
		String target = get(event("user_changed_email", id).path("details").path("undo_link").asString()).headers()
			.get("location");
		post("/api/v1/email-undo", "{'code': '" + target.replaceAll(".*code=", "") + "'}");

		JsonNode event = event("user_restored_email", id);

		assertThat(names(event)).isEqualTo(names(sample("user_restored_email")));
		assertThat(names(event.path("details"))).isEqualTo(names(sample("user_restored_email").path("details")));
	}

	private void follow(JsonNode event) {
		confirm(event.path("details").path("confirm_link").asString());
	}

	private static Set<String> names(JsonNode node) {
		return new TreeSet<>(node.propertyNames());
	}

	private static JsonNode sample(String type) {
		try {
			return JsonMapper.builder()
				.build()
				.readTree(Files.readString(Path.of("../docs/contracts", "event-" + type + ".json")));
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

}
