package cinema.orchestrator.letter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Event;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The headers of letters, as they are stored and sent. */
class ListHeadersTests {

	private static final String ANN = "9d3c2f0e-5a1b-4c8d-9e7f-0a1b2c3d4e5f";

	private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

	private static final Map<String, String> KEYS = Map.of("one", KEY);

	@Test
	void signsTheLinkAsTheContractShowsIt() throws IOException {
		JsonNode sample = JsonMapper.shared()
			.readTree(Files.readString(Path.of("../docs/contracts/unsubscribe-link.json")));

		Map<String, String> headers = headers(KEYS, null, parts("new_movies", Urgency.NORMAL, Channel.EMAIL, ANN),
				false);

		assertThat(headers)
			.containsEntry("List-Unsubscribe", "<https://cinema.example" + sample.path("path").asString() + ">")
			.containsEntry("List-Unsubscribe-Post", "List-Unsubscribe=One-Click")
			.containsEntry("List-Id", "<new_movies.cinema.example>")
			.containsEntry("Feedback-ID", "films-48:welcome:new_movies:cinema.example")
			.doesNotContainKey("Precedence");
	}

	@Test
	void namesAnAddressToo() {
		assertThat(headers(KEYS, "out@cinema.example", parts("new_movies", Urgency.BULK, Channel.EMAIL, ANN), false))
			.hasEntrySatisfying("List-Unsubscribe",
					(value) -> assertThat(value).matches(
							"<https://cinema.example/u/(.+)>, <mailto:out@cinema.example\\?subject=unsubscribe%20\\1>"))
			.containsEntry("Precedence", "bulk");
	}

	@Test
	void givesNoLinkWhereNobodyCanLeave() {
		assertThat(headers(KEYS, null, parts("account", Urgency.URGENT, Channel.EMAIL, ANN), true)).isEmpty();
		assertThat(headers(KEYS, null, parts("new_movies", Urgency.NORMAL, Channel.EMAIL, ANN), true)).isEmpty();
		assertThat(headers(KEYS, null, parts("gone", Urgency.NORMAL, Channel.EMAIL, ANN), false)).isEmpty();
		assertThat(headers(KEYS, null, parts("new_movies", Urgency.BULK, Channel.SMS, ANN), false)).isEmpty();
	}

	@Test
	void givesNoLinkWhereNobodyWouldRememberTheChoice() {
		for (String stranger : new String[] { null, "events-3-77" }) {
			assertThat(headers(KEYS, null, parts("new_movies", Urgency.NORMAL, Channel.EMAIL, stranger), false))
				.containsOnlyKeys("List-Id", "Feedback-ID");
		}
		assertThat(headers(Map.of(), null, parts("new_movies", Urgency.NORMAL, Channel.EMAIL, ANN), false))
			.containsOnlyKeys("List-Id", "Feedback-ID");
	}

	@Test
	void showsALinkThatDoesNothing() {
		LetterParts shown = lists(KEYS, null).shown(parts("new_movies", Urgency.BULK, Channel.EMAIL, ANN), false);

		assertThat(shown.unsubscribeLink()).isEqualTo(ListHeaders.SAMPLE);
		assertThat(shown.headers()).isEmpty();
	}

	@Test
	void refusesAnAddressThatIsNone() {
		assertThatThrownBy(() -> lists(KEYS, "nobody")).hasMessageContaining("cinema.unsubscribe.mailto");
		assertThatThrownBy(() -> lists(Map.of("a.b", KEY), null)).hasMessageContaining("cinema.unsubscribe.keys");
	}

	private static Map<String, String> headers(Map<String, String> keys, @Nullable String mailto, LetterParts parts,
			boolean required) {
		Posting posting = lists(keys, mailto).on(parts, required).posting(new Letter("a", "b", "c"), 1);
		assertThat(posting.headers()).isNotNull();
		return posting.headers();
	}

	private static ListHeaders lists(Map<String, String> keys, @Nullable String mailto) {
		Renderer renderer = mock();
		when(renderer.linkBase()).thenReturn("https://cinema.example");
		return new ListHeaders(new UnsubscribeProperties(keys, null, mailto, null), Catalogues.real(), renderer);
	}

	private static LetterParts parts(String topic, Urgency urgency, Channel channel, @Nullable String userId) {
		StoredReceiver ann = new StoredReceiver(0, new UUID(1, 1), userId, channel, "ann@example.com", "Ann", null,
				"UTC", "en");
		return new LetterParts("w", new Event("mailing", "films:48", null, Instant.EPOCH, Map.of()), "welcome", topic,
				urgency, "email/welcome", ann, Instant.EPOCH, null, Map.of(), List.of());
	}

}
