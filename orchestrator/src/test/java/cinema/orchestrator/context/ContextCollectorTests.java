package cinema.orchestrator.context;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.collected.CollectedItems;
import cinema.platform.outbound.ServiceEntry;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.plan.Event;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;

class ContextCollectorTests {

	private final FakeNeighbour films = new FakeNeighbour();

	private final ContextCollector collector = new ContextCollector(new ContextClient(new ContextProperties(
			Map.of("films", new ServiceEntry(URI.create(this.films.url()), null, List.of())), Duration.ofSeconds(1),
			Duration.ofSeconds(1), Duration.ofSeconds(2), DataSize.ofMegabytes(1), List.of())),
			mock(CollectedItems.class));

	@AfterEach
	void close() {
		this.films.close();
	}

	@Test
	void fetchesUrlsOfTheCatalogueAndOfTheEvent() {
		this.films.on("/movies/1", 200, "{\"title\": \"Solaris\", \"year\": 1972}");
		this.films.on("/movies/2", 200, "{\"title\": \"Stalker\"}");
		this.films.on("/top", 200, "[{\"title\": \"Mirror\"}]");

		Map<String, Object> context = collect(
				Map.of("one", "http://films/movies/1", "many",
						List.of("http://films/movies/1", "http://films/movies/2")),
				Map.of("top", "http://films/top", "film", "details.one", "films", "details.many"));

		assertThat(context).containsEntry("top", List.of(Map.of("title", "Mirror")))
			.containsEntry("film", List.of(Map.of("title", "Solaris", "year", 1972)))
			.containsEntry("films", List.of(Map.of("title", "Solaris", "year", 1972), Map.of("title", "Stalker")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "[{\"title\": \"A\"}, {\"title\": \"B\"}]",
			"{\"items\": [{\"title\": \"A\"}, {\"title\": \"B\"}], \"next\": null}" })
	void takesOneUrlWhereAListIsMeant(String answer) {
		this.films.on("/movies", 200, answer);

		assertThat(collect(Map.of("movies", "http://films/movies"), Map.of("x", "details.movies"))).containsEntry("x",
				List.of(Map.of("title", "A"), Map.of("title", "B")));
		assertThat(collect(Map.of("movies", List.of("http://films/movies")), Map.of("x", "details.movies")))
			.containsEntry("x", List.of(Map.of("title", "A"), Map.of("title", "B")));
	}

	@Test
	void takesOneObjectWhereAListIsMeant() {
		this.films.on("/reviews/7", 200, "{\"title\": \"Solaris\"}");

		assertThat(collect(Map.of("stats", Map.of("type", "like", "target", "http://films/reviews/7")),
				Map.of("stats", "details.stats", "targets", "details.stats.target")))
			.containsEntry("targets", List.of(Map.of("title", "Solaris")))
			.containsEntry("stats", List.of(Map.of("type", "like", "target", "http://films/reviews/7")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "null", "\"text\"", "5", "[1]", "[null]", "{\"items\": [\"x\"]}" })
	void saysInPlainWordsThatAServiceAnswersSomethingElse(String answer) {
		this.films.on("/movies", 200, answer);

		assertThatThrownBy(() -> collect(Map.of("movies", "http://films/movies"), Map.of("x", "details.movies")))
			.hasMessageContaining("details.movies: its service has to answer");
	}

	@Test
	void saysInPlainWordsThatTheEventHasSomethingElse() {
		for (Object wrong : List.of(5, true, "no url", List.of(5), List.of("no url"))) {
			assertThatThrownBy(() -> collect(Map.of("movies", wrong), Map.of("x", "details.movies")))
				.hasMessageContaining("details.movies: has to be a URL, an object, or a list of them");
		}
	}

	@Test
	void putsEncodedValuesInPlaceOfTheirNames() {
		collect(Map.of("genre", "sci fi&x=1?#%"),
				Map.of("top", "http://films/by/{user_id}/{event.id}?g={details.genre}"));

		assertThat(this.films.requests).containsExactly("/by/u-1/e-1?g=sci%20fi%26x%3D1%3F%23%25");
	}

	@Test
	void refusesAValueThatWouldLeaveItsPlaceInThePath() {
		assertThatThrownBy(() -> collect(Map.of("name", "../admin"), Map.of("x", "http://films/by/{details.name}")))
			.hasMessageContaining("ambiguous");
		assertThat(this.films.requests).isEmpty();
	}

	@Test
	void namesWhatIsMissing() {
		assertThatThrownBy(() -> collect(Map.of(), Map.of("x", "http://films/{details.genre}")))
			.hasMessageContaining("details.genre");
		assertThatThrownBy(() -> collect(Map.of("films", 5), Map.of("x", "details.films")))
			.hasMessageContaining("details.films");
	}

	@Test
	void fetchesNoEndlessLists() {
		assertThatThrownBy(
				() -> collect(Map.of("many", Collections.nCopies(101, "http://films/x")), Map.of("x", "details.many")))
			.hasMessageContaining("more than 100");
		assertThat(this.films.requests).isEmpty();
	}

	@Test
	void countsOnlyWhatIsFetched() {
		Map<String, Object> line = new HashMap<>(Map.of("type", "like", "total", 1));
		line.put("target", null);

		Map<String, Object> context = collect(Map.of("stats", Collections.nCopies(1000, line)),
				Map.of("stats", "details.stats", "targets", "details.stats.target"));

		assertThat((List<?>) context.get("targets")).hasSize(1000).containsOnlyNulls();
		assertThatThrownBy(
				() -> collect(Map.of("stats", Collections.nCopies(101, Map.of("target", "http://films/reviews/7"))),
						Map.of("targets", "details.stats.target")))
			.hasMessageContaining("more than 100");
		assertThat(this.films.requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://cinema.example/new", "HTTPS://cinema.example:8443/new?a=b#top" })
	void takesAPublicLinkForText(String link) {
		this.collector.requireKnown(Map.of("button", link, "more", List.of(link)));

		assertThat(this.collector.collect(Map.of("button", link, "more", List.of(link)))).containsEntry("button", link)
			.containsEntry("more", List.of(link));
		assertThat(this.films.requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://cinema/new", "http://cinema.example/new", "https://films@cinema.example/new",
			"https://fil ms.example" })
	void refusesWhatIsNeitherAServiceNorAPublicLink(String url) {
		assertThatThrownBy(() -> this.collector.requireKnown(Map.of("button", url)))
			.hasMessageContaining("button: url: ");
		assertThatThrownBy(() -> this.collector.collect(Map.of("button", url))).hasMessageContaining("url: ");
	}

	@Test
	void neverTakesALinkOfAnEventForText() {
		assertThatThrownBy(() -> collect(Map.of("movies", "https://cinema.example/new"), Map.of("x", "details.movies")))
			.hasMessageContaining("no service of that name");
	}

	private Map<String, Object> collect(Map<String, Object> details, Map<String, String> sources) {
		return this.collector.collect(new Event("t", "e-1", null, Instant.EPOCH, details), "u-1", sources);
	}

}
