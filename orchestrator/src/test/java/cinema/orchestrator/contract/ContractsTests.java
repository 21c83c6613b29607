package cinema.orchestrator.contract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.Catalogues;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class ContractsTests {

	private static final String SCHEMA = """
			{"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}]%s}""";

	private static final Catalogue SLEEP = Catalogues
		.of("cinema.catalogue.events.fell_asleep.notices.snore: {topic: a, template: b, channels: [email], time-to-live: 1d}");

	private final Contracts contracts = TestContracts.real();

	@TempDir
	private Path folder;

	@Test
	void haveASchemaAndASampleOfEachEventTypeThatIsShipped() {
		assertThat(this.contracts.types()).hasSize(Catalogues.real().eventTypes().size() + 1).contains("mailing");
		assertThat(this.contracts.types()).allSatisfy((type) -> {
			assertThat(this.contracts.source(type)).as(type).isNotNull();
			assertThat(this.contracts.violation(type, sample(type))).as(type).isEmpty();
			assertThat(this.contracts.source(type).path("title").asString("")).as(type).isNotEmpty();
		});
	}

	/** Whatever a sample has that is needed, the event is refused without it. */
	@Test
	void missWhatIsNeeded() {
		List<String> missed = new ArrayList<>();
		this.contracts.types()
			.forEach((type) -> SchemaFields.of(this.contracts.whole(type))
				.stream()
				.filter((field) -> field.needed() && !field.path().contains("[]"))
				.forEach((field) -> {
					assertThat(this.contracts.violation(type, without(sample(type), field.path())))
						.contains(new Violation(field.path(), "is missing"));
					missed.add(type + " " + field.path());
				}));
		assertThat(missed).contains("mailing receivers", "new_movies details.movies", "new_movies details",
				"user_erased details.user_id", "user_opted_out details.choices");
	}

	/** What may be null or left out today still may. */
	@Test
	void takeWhatProducersLeaveOut() {
		for (String type : List.of("user_signed_up", "user_confirmed_email", "user_changed_password_successfully",
				"user_signed_in_from_new_device", "user_restored_email", "user_requested_password_reset",
				"user_reused_token", "user_linked_account")) {
			for (String event : List.of("{}", "{\"details\": null}", "{\"details\": {}}",
					"{\"id\": 42, \"event\": [], \"from_service\": 5, \"priority\": null, \"more\": {\"of\": [1]},"
							+ " \"occurred_at\": null, \"details\": {\"user_id\": 7, \"email\": null, \"more\": 1}}")) {
				assertThat(this.contracts.violation(type, read(event))).as(type + event).isEmpty();
			}
		}
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					new_episode       | {"details": {"series": "http://films/1"}}
					new_episode       | {"details": {"series": {"title": "Dark"}}}
					new_movies        | {"details": {"movies": [{"title": "Dark"}, "HTTPS://films/1"]}}
					reactions_summary | {"details": {"stats": [{"type": 5, "total": "12", "target": null}]}}
					user_erased       | {"details": {"user_id": 7}}
					user_opted_out    | {"details": {"user_id": 7, "choices": []}}
					user_opted_out    | {"details": {"user_id": 7, "choices": [{"channel": "email"}, {"topic": 5}, "x"]}}
					mailing           | {"receivers": "http://auth/x", "template": "a", "details": []}
					mailing           | {"event_type": "mailing_event", "event": "told", "receivers": "http://auth/x", "template": "a", "details": "a text"}
					mailing           | {"event_type": null, "event": "mailing", "receivers": "http://auth/x", "template": "a", "details": "a text"}
					mailing           | {"receivers": "http://auth/x", "template": "a", "rate": "5", "expires_in": 90, "urgency": " URGENT", "topic": null}
					mailing           | {"details": {"receivers": "http://auth/x", "template": "a", "delivery_type": "EMAIL"}}
					mailing           | {"receivers": "http://auth/x", "template": "a", "details": {"receivers": 5}}
					""")
	void takeWhatProducersWrite(String type, String event) {
		assertThat(this.contracts.violation(type, read(event))).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					user_signed_up       | {"id": "a b"}                                | id: has to be 1 to 200 of A-Z, a-z, 0-9 and . _ : -, not . or .., and nothing personal
					user_signed_up       | {"id": true}                                 | id: has to be a text, a number or null
					user_signed_up       | {"details": {"confirm_link": 5}}             | details.confirm_link: has to be a text or null
					user_confirmed_email | {"details": {"email": ["ann@example.com"]}}  | details.email: has to be a text or null
					user_changed_email   | {"details": {"undo_link": {}}}               | details.undo_link: has to be a text or null
					user_linked_account  | {"details": {"service": {}}}                 | details.service: has to be a text, a number or null
					new_movies           | {"details": {"movies": 5}}                   | details.movies: has to be a URL, an object, or a list of them
					new_movies           | {"details": {"movies": [{}, null]}}          | details.movies[1]: has to be a URL or an object
					reactions_summary    | {"details": {"stats": [{"total": []}]}}      | details.stats[0].total: has to be a text, a number or null
					mailing              | {"receivers": "http://auth/x", "template": "a", "rate": true} | rate: has to be a number, a text or null
					mailing              | {"receivers": null, "template": "a"}         | receivers: has to be a text
					user_confirmed_email | {"event_type": "user_confirmed_email", "receivers": "x", "details": "a text"} | details: has to be an object or null
					user_confirmed_email | {"event": "user_confirmed_email", "receivers": "x", "details": "a text"} | details: has to be an object or null
					""")
	void sayWhereAnEventIsWrongAndNotWhatItSays(String type, String event, String violation) {
		assertThat(this.contracts.violation(type, read(event))).map(Violation::toString).contains(violation);
	}

	@Test
	void takeAnyObjectWhereNobodyWroteASchema() {
		Contracts contracts = TestContracts.of(SLEEP, this.folder);

		assertThat(contracts.source("fell_asleep")).isNull();
		assertThat(contracts.violation("fell_asleep", read("{\"details\": {\"anything\": [1]}}"))).isEmpty();
		assertThat(contracts.violation("fell_asleep", read("{\"details\": []}"))).map(Violation::field)
			.contains("details");
	}

	@Test
	void takeASchemaOfOnesOwn() throws IOException {
		write("event-fell_asleep.schema.json",
				SCHEMA.formatted(", \"properties\": {\"details\": {\"required\": [\"bed\"], \"properties\":"
						+ " {\"bed\": {\"enum\": [\"big\", \"small\"]}}}}"));
		write("event-fell_asleep.json", "{\"details\": {\"bed\": \"big\"}}");
		Contracts contracts = TestContracts.of(SLEEP, this.folder);

		assertThat(contracts.violation("fell_asleep", read("{\"details\": {\"bed\": \"ann@example.com\"}}")))
			.map(Violation::toString)
			.contains("details.bed: has to be one of big, small");
		assertThat(contracts.whole("fell_asleep").at("/$defs/event/type").asString()).isEqualTo("object");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
					is no valid JSON       | {
					is no JSON object      | []
					has to have the $schema | {"$schema": "http://json-schema.org/draft-07/schema#"}
					is no valid schema     | {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": 5}
					has to include         | {"$schema": "https://json-schema.org/draft/2020-12/schema"}
					not allowed to be loaded | {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}, {"$ref": "http://127.0.0.1:1/x.json"}]}
					not allowed to be loaded | {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}, {"$ref": "file:///etc/hostname"}]}
					cannot be resolved     | {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}, {"$ref": "#/$defs/none"}]}
					refers to itself       | {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}, {"$ref": "#"}]}
					Unclosed group         | {"$schema": "https://json-schema.org/draft/2020-12/schema", "allOf": [{"$ref": "event.schema.json"}], "pattern": "("}
					""")
	void stopTheStartForWhatIsNoSchemaAndNameIt(String fault, String schema) throws IOException {
		write("event-fell_asleep.schema.json", schema);

		assertThatThrownBy(() -> TestContracts.of(SLEEP, this.folder))
			.hasMessageContaining("event-fell_asleep.schema.json")
			.hasMessageContaining(fault);
	}

	@Test
	void stopTheStartForASampleThatBreaksItsSchema() throws IOException {
		write("event-new_movies.json", "{\"details\": {\"movies\": 5}}");

		assertThatThrownBy(() -> TestContracts.of(Catalogues.real(), this.folder))
			.hasMessageContaining("event-new_movies.json")
			.hasMessageContaining("details.movies");
	}

	@Test
	void giveUpAPatternThatWouldTakeForEver() throws IOException {
		write("event-fell_asleep.schema.json", SCHEMA.formatted(
				", \"properties\": {\"bed\": {\"pattern\": \"^(a+)+$\"}, \"cot\": {\"pattern\": \"^(a|b)*$\"}}"));
		Contracts contracts = TestContracts.of(SLEEP, this.folder);

		assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
			assertThat(contracts.violation("fell_asleep", event("bed", "a".repeat(60) + "!"))).map(Violation::field)
				.contains("bed");
			assertThat(contracts.violation("fell_asleep", event("cot", "ab".repeat(200_000)))).map(Violation::field)
				.contains("cot");
		});
		assertThat(contracts.violation("fell_asleep", event("bed", "aaa"))).isEmpty();
	}

	@Test
	void refuseWhatWouldTakeTooLongToCheck() throws IOException {
		write("event-fell_asleep.schema.json",
				SCHEMA.formatted(", \"properties\": {\"bed\": {\"$ref\": \"#/$defs/bed\"}},"
						+ " \"$defs\": {\"bed\": {\"items\": {\"$ref\": \"#/$defs/bed\"}}}"));
		Contracts contracts = TestContracts.of(SLEEP, this.folder);

		JsonNode deep = read("{\"bed\": " + "[".repeat(400) + "]".repeat(400) + "}");
		assertThat(contracts.violation("fell_asleep", deep)).map(Violation::reason)
			.contains("is more than can be held against its schema");
	}

	@Test
	void takeLongListsAndAnswerTheFirstFaultOfThem() {
		ArrayNode movies = JsonMapper.shared().createArrayNode();
		for (int i = 0; i < 100_000; i++) {
			movies.add("http://films/" + i);
		}
		ObjectNode event = JsonMapper.shared().createObjectNode();
		event.putObject("details").set("movies", movies);
		assertThat(this.contracts.violation("new_movies", event)).isEmpty();

		movies.set(7, JsonMapper.shared().getNodeFactory().numberNode(5));
		assertThat(this.contracts.violation("new_movies", event)).map(Violation::field).contains("details.movies[7]");
	}

	private static ObjectNode event(String field, String value) {
		return JsonMapper.shared().createObjectNode().put(field, value);
	}

	private ObjectNode sample(String type) {
		return (ObjectNode) Objects.requireNonNull(this.contracts.sample(type)).deepCopy();
	}

	private static JsonNode without(ObjectNode event, String path) {
		int end = path.lastIndexOf('.');
		((ObjectNode) ((end < 0) ? event : event.path(path.substring(0, end)))).remove(path.substring(end + 1));
		return event;
	}

	private static JsonNode read(String json) {
		return JsonMapper.shared().readTree(json);
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

}
