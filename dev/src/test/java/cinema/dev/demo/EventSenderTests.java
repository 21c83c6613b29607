package cinema.dev.demo;

import java.util.Map;

import cinema.dev.machine.StackException;
import cinema.dev.stack.Places;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventSenderTests {

	@Test
	void readsEventsAndArraysOfThemOneAfterTheOther() {
		assertThat(EventSender.events("{\"id\": 1} [{\"id\": 2}, {\"id\": 3}]\n{\"id\": 4}", "x.json"))
			.extracting((event) -> event.path("id").asInt())
			.containsExactly(1, 2, 3, 4);
	}

	@Test
	void saysWhereItIsNoJson() {
		assertThatThrownBy(() -> EventSender.events("{\"id\": 1,\n \"x\": [1, 2", "x.json"))
			.isInstanceOf(StackException.class)
			.hasMessageStartingWith("x.json is no JSON: ")
			.hasMessageContaining("line 2")
			.hasMessageNotContaining("Source");
		assertThatThrownBy(() -> EventSender.events("[{}, 42]", "x.json"))
			.hasMessage("x.json holds what is no event: 42");
	}

	@Test
	void knowsTheTypeThatTheIntakeReads() {
		assertThat(type("{\"event_type\": \"user_signed_up\"}")).isEqualTo("user_signed_up");
		assertThat(type("{\"event\": \"new_movies_event\"}")).isEqualTo("new_movies");
		assertThat(type("{\"receivers\": \"http://auth/api/v1/users/\", \"template\": \"email/news.md\"}"))
			.isEqualTo("mailing");
		assertThat(type("{\"event_type\": null, \"receivers\": \"x\", \"template\": \"y\"}")).isEqualTo("mailing");
		assertThat(type("{\"id\": \"1\"}")).isEmpty();
	}

	@Test
	void tellsOfNoWorkflowWhereNoNoticeKnowsTheType() {
		Places places = new Places("", "", "", "", "http://ui", "", "", "", "default", "", "", "", "", "", Map.of(),
				Map.of(), Map.of());
		KnownTypes known = KnownTypes.read("""
				# TYPE cinema_events_taken_total counter
				cinema_events_taken_total{application="orchestrator",type="user_signed_up"} 3.0
				cinema_events_dead_total{reason="UNKNOWN_TYPE",type="user_sighed_up"} 0.0
				""");

		assertThat(EventSender.outlook("1", "user_sighed_up", places, known))
			.contains("no notice knows the event_type user_sighed_up", "UNKNOWN_TYPE")
			.doesNotContain("http://ui");
		assertThat(EventSender.outlook("1", "user_signed_up", places, known)).startsWith("http://ui/");
		assertThat(EventSender.outlook("1", "user_sighed_up", places, KnownTypes.read("no figures")))
			.as("nobody can tell")
			.startsWith("http://ui/");
	}

	private static String type(String event) {
		JsonNode read = EventSender.events(event, "x.json").get(0);
		return EventSender.type(read);
	}

}
