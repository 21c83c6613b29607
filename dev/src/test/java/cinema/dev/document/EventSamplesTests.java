package cinema.dev.document;

import java.io.Reader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import cinema.dev.document.Shell.Result;
import cinema.dev.endtoend.RunningStack;
import cinema.dev.endtoend.Users;
import cinema.dev.stack.Places;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Each event that the catalogue knows has a sample and a line in docs/events.md, and both
 * are true.
 */
class EventSamplesTests {

	private static final Path WORK = Path.of("target/documents").toAbsolutePath();

	private static final Pattern CODE = Pattern.compile("`(\\w+)`");

	private static final JsonMapper JSON = JsonMapper.shared();

	@Test
	void areThereForEachEventOfTheCatalogueWithItsNotices() throws Exception {
		Map<String, Set<String>> notices = new LinkedHashMap<>();
		catalogue().forEach((type, entry) -> notices.put(type,
				(entry.get("notices") instanceof Map<?, ?> map) ? names(map) : Set.of()));
		notices.put("mailing", Set.of("new_movies"));

		Map<String, Set<String>> told = lines().stream().collect(Collectors.toMap(Line::type, Line::letters));
		assertThat(told).isEqualTo(notices);
		assertThat(lines()).allSatisfy((line) -> {
			assertThat(line.link()).contains("(contracts/event-" + line.type() + ".json)");
			assertThat(sample(line.type()).path("event_type").asString("mailing")).isEqualTo(line.type());
		});
	}

	@Test
	void becomeWorkflowsThatSendWhatTheirLineSays() throws Exception {
		Places places = RunningStack.get().places();
		String user = Users.signUpAndConfirm(RunningStack.get(), UUID.randomUUID() + "@example.com",
				Users.zoneWhereItIs(12), "en");
		List<JsonNode> events = new ArrayList<>();
		for (Line line : lines()) {
			events.add(ofToday(sample(line.type()), user));
		}

		List<String> ids = announce(events);

		for (Line line : lines()) {
			String id = ids.get(lines().indexOf(line));
			// A step waits for a minute to be seen.
			await(line.type()).atMost(Duration.ofSeconds(150))
				.untilAsserted(() -> assertThat(outcome(places, line, id)).isEqualTo(line.outcome()));
		}
	}

	/** The sample as it would come now, for somebody who is there. */
	private static JsonNode ofToday(ObjectNode sample, String user) {
		sample.remove("occurred_at");
		if (sample.has("id")) {
			sample.put("id", UUID.randomUUID().toString());
		}
		if (sample.path("details") instanceof ObjectNode details && details.has("user_id")) {
			details.put("user_id",
					sample.path("event_type").asString().equals("user_erased") ? UUID.randomUUID().toString() : user);
		}
		return sample;
	}

	/**
	 * By {@code ./run send}; the ids, which are the places on Kafka where the events have
	 * none.
	 */
	private static List<String> announce(List<JsonNode> events) throws Exception {
		Path folder = ProjectFolder.make(WORK.resolve("samples"), RunningStack.FOLDER);
		Files.writeString(folder.resolve("events.json"), JSON.writeValueAsString(events));
		try (Shell shell = new Shell(folder, WORK.resolve("sending"))) {
			Result sent = shell.run(Document.of("samples", "```sh run\n./run send events.json\n```").blocks().get(0),
					Duration.ofSeconds(60));
			assertThat(sent.code()).as(sent.output()).isZero();
			List<String> places = sent.output().lines().map((line) -> line.split(" ")[0]).toList();
			assertThat(places).as(sent.output()).hasSameSizeAs(events);
			List<String> ids = new ArrayList<>();
			events.forEach((event) -> ids.add(event.path("id").asString(places.get(ids.size()))));
			return ids;
		}
	}

	private static Map<String, String> outcome(Places places, Line line, String id) throws Exception {
		if (line.isMailing()) {
			String notice = line.letters().iterator().next();
			String path = "mailings/" + id + "/" + notice;
			String status = get(places, path).path("status").asString("");
			return Map.of(notice, onlySleepersAreLeft(get(places, path + "/progress")) ? "COMPLETED" : status);
		}
		JsonNode event = get(places, "notifications/" + line.type() + "/" + id);
		assertThat(event.path("status").asString("")).isEqualTo("ENDED");
		return event.path("postings")
			.valueStream()
			.collect(Collectors.toMap((one) -> one.path("notice").asString(), (one) -> one.path("state").asString(),
					EventSamplesTests::best));
	}

	/**
	 * Of the steps of one notice: whoever has no browser that subscribes has it on the
	 * site.
	 */
	private static String best(String one, String other) {
		return one.equals("DELIVERED") ? one : other;
	}

	/** Those of the audience for whom it is night just now are told in the morning. */
	private static boolean onlySleepersAreLeft(JsonNode progress) {
		return progress.path("held").asInt(0) > 0 && progress.path("queued").asInt(-1) == 0;
	}

	private static JsonNode get(Places places, String path) throws Exception {
		return JSON.readTree(HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(places.orchestrator() + "/api/v1/" + path))
				.header("Authorization", "Bearer " + places.serviceToken())
				.build(), BodyHandlers.ofString())
			.body());
	}

	private static ObjectNode sample(String type) throws Exception {
		return (ObjectNode) JSON
			.readTree(Files.readString(Document.PROJECT.resolve("docs/contracts/event-" + type + ".json")));
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Map<String, Object>> catalogue() throws Exception {
		try (Reader file = Files
			.newBufferedReader(Document.PROJECT.resolve("orchestrator/src/main/resources/catalogue.yaml"))) {
			Map<String, Map<String, Map<String, Object>>> all = new Yaml().load(file);
			return (Map<String, Map<String, Object>>) all.get("cinema").get("catalogue").get("events");
		}
	}

	private static Set<String> names(Map<?, ?> map) {
		return map.keySet().stream().map(Object::toString).collect(Collectors.toSet());
	}

	private static List<Line> lines() throws Exception {
		return Files.readAllLines(Document.PROJECT.resolve("docs/events.md"))
			.stream()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.split("\\|"))
			.map((cells) -> new Line(CODE.matcher(cells[1]).results().findFirst().orElseThrow().group(1),
					codes(cells[4]), cells[5]))
			.toList();
	}

	private static Set<String> codes(String cell) {
		return CODE.matcher(cell)
			.results()
			.map((MatchResult code) -> code.group(1))
			.filter((code) -> !code.equals("template"))
			.collect(Collectors.toCollection(TreeSet::new));
	}

	/** A line of the table. */
	private record Line(String type, Set<String> letters, String link) {

		boolean isMailing() {
			return Set.of("mailing", "new_movies").contains(this.type);
		}

		Map<String, String> outcome() {
			// Nothing was collected for a digest that somebody else announces.
			String one = this.type.endsWith("_digest") ? "SUPPRESSED" : "DELIVERED";
			return this.letters.stream()
				.collect(Collectors.toMap((letter) -> letter, (letter) -> isMailing() ? "COMPLETED" : one));
		}

	}

}
