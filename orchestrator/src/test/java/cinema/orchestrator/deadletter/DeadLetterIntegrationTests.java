package cinema.orchestrator.deadletter;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.mailing.MailingRest;
import cinema.orchestrator.parts.FakeWorker;
import cinema.workflows.event.EventOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.temporal.client.WorkflowClient;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class DeadLetterIntegrationTests {

	private static final String TOPIC = "notifications.events";

	private static final String ALL = "/api/v1/dead-letters";

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private DeadEventListener listener;

	@Autowired
	private DeadMessageListener messages;

	@Autowired
	private DeadLetterTable table;

	@LocalServerPort
	private int port;

	private MailingRest rest;

	@BeforeEach
	void askAsTests() {
		this.rest = new MailingRest(this.port, IntegrationTest.TOKEN);
	}

	@Test
	void showsAnEventThatNobodyCanReadWithoutPersonalData() throws Exception {
		announce("""
				{"id": "%s", "event_type": "user_fell_asleep", "details": {"user_id": "%s", "email": "ann@example.com",
				 "phone": 79161234567, "tags": ["Ann Lee"], "link": "http://films/secret?x=1"}}
				""".formatted(this.id, this.user));

		JsonNode shown = read(this.rest.get(ALL + "/" + dead(this.id)));
		assertThat(shown.path("source").asString()).isEqualTo("KAFKA");
		assertThat(shown.path("origin").asString()).isEqualTo(TOPIC);
		assertThat(shown.path("reason").asString()).isEqualTo("UNKNOWN_TYPE");
		assertThat(shown.path("detail").asString()).contains("user_fell_asleep");
		assertThat(shown.path("event_id").asString()).isEqualTo(this.id);
		assertThat(shown.path("content").asString()).contains(this.user, "\"email\" : \"*** (15)\"", "http://films/***")
			.doesNotContain("ann@", "7916", "Ann Lee", "secret");
		assertThat(groups("UNKNOWN_TYPE").path("count").asInt()).isPositive();
	}

	@Test
	void replaysAnEventWhenWhatWasWrongIsMended() throws Exception {
		String body = "{\"id\": \"%s\", \"event_type\": \"mailing\", \"template\": \"email/no_such.md\"}"
			.formatted(this.id);
		ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(TOPIC, null, 1_764_000_000_000L, bytes("a key"),
				bytes(body));
		event.headers().add("x-shop", bytes("of films"));
		this.kafka.send(event).join();
		String letter = dead(this.id);

		JsonNode replayed = read(this.rest.post(ALL + "/" + letter + "/replay", ""));
		assertThat(replayed.path("state").asString()).isEqualTo("REPLAYED");
		assertThat(replayed.path("done_by").asString()).isEqualTo("service tests");
		await().untilAsserted(() -> assertThat(letters(this.id)).as("it dies again and is another one").hasSize(2));
		DeadContent again = content(letters(this.id).stream().filter((one) -> !one.equals(letter)).findFirst().get());
		assertThat(new String(again.body(), StandardCharsets.UTF_8)).isEqualTo(body);
		assertThat(again.timestamp()).isEqualTo(1_764_000_000_000L);
		assertThat(again.headers()).extracting(DeadContent.Header::name).contains("x-shop").doesNotContain("x-reason");
		assertThat(this.rest.post(ALL + "/" + letter + "/replay", "").statusCode()).as("once").isEqualTo(409);
		assertThat(this.jdbc.queryForList("select act from audit where target = ? order by at", String.class,
				"dead-letter " + letter))
			.containsExactly("replayed", "replayed", "not replayed");
	}

	/** As when the catalogue has learned its type, or a service its URL. */
	@Test
	void letsAnEventThroughThatCanBeReadByNow() throws Exception {
		ProducerRecord<byte[], byte[]> dead = new ProducerRecord<>(TOPIC + ".dead", bytes("""
				{"id": "%s", "event_type": "user_changed_password_successfully", "details": {"user_id": "%s"}}
				""".formatted(this.id, this.user)));
		dead.headers()
			.add("x-reason", bytes("UNKNOWN_TYPE"))
			.add("x-topic", bytes(TOPIC))
			.add("x-cut-from", bytes("many"))
			.add("x-at", bytes("+99999-01-01T00:00:00Z"));
		this.kafka.send(dead).join();

		read(this.rest.post(ALL + "/" + dead(this.id) + "/replay", ""));
		await().ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub("event/user_changed_password_successfully/" + this.id)
				.getResult(EventOutcome.class) != null);
		assertThat(letters(this.id)).hasSize(1);
	}

	@Test
	void bringsAReceiptBackThatWasBuriedByMistake() throws Exception {
		this.rabbit.send("", "postings.dead",
				MessageBuilder.withBody(bytes("{\"posting_id\": \"" + this.id + "\"}"))
					.setMessageId(this.id)
					.setType("a-type")
					.setHeader("x-channel", "email")
					.setHeader("x-code", "INVALID_FIELD")
					.setHeader("x-reason", "no")
					.setHeader("x-source-queue", "postings.email.normal")
					.build());
		await().until(() -> !named(this.id).isEmpty());

		read(this.rest.post(ALL + "/" + named(this.id).get(0) + "/replay", ""));
		Message back = new FakeWorker(this.rabbit).take("postings.email.normal");
		assertThat(new String(back.getBody(), StandardCharsets.UTF_8)).contains(this.id);
		assertThat(back.getMessageProperties().getMessageId()).isEqualTo(this.id);
		assertThat(back.getMessageProperties().getType()).isEqualTo("a-type");
		assertThat(back.getMessageProperties().getHeaders()).containsEntry("x-channel", "email")
			.doesNotContainKeys("x-reason", "x-code", "x-source-queue");
	}

	@Test
	void replaysAndDiscardsByWhatIsAskedFor() throws Exception {
		String type = "sleep_" + this.id.substring(0, 8);
		for (int number = 0; number < 3; number++) {
			announce("{\"id\": \"%s-%d\", \"event_type\": \"%s\"}".formatted(this.id, number, type));
		}
		await().until(() -> waiting(type) == 3);

		JsonNode replayed = read(this.rest.post(ALL + "/replay", "{\"event_type\": \"" + type + "\"}"));
		assertThat(replayed.path("done").asInt()).isGreaterThanOrEqualTo(3);
		await().until(() -> waiting(type) == 3);
		JsonNode discarded = read(this.rest.post(ALL + "/discard", "{\"event_type\": \"" + type + "\"}"));
		assertThat(discarded.path("done").asInt()).isEqualTo(3);
		assertThat(discarded.path("left").asInt()).isZero();
		JsonNode list = read(this.rest.get(ALL + "?state=DISCARDED&limit=2&event_type=" + type));
		assertThat(list.path("items").values()).hasSize(2);
		assertThat(read(this.rest.get(list.path("next").asString())).path("items").values()).hasSize(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			{}                            | all
			{"all": true, "reason": "X"}  | all
			{"source": "PIGEON"}          | source
			{"from": "yesterday"}         | from
			""")
	void refusesToGuessWhatIsMeant(String body, String field) throws Exception {
		HttpResponse<String> refused = this.rest.post(ALL + "/discard", body);
		assertThat(refused.statusCode()).isEqualTo(400);
		assertThat(MailingRest.read(refused).at("/errors/0/field").asString()).isEqualTo(field);
	}

	/** Another instance, or this one after a crash, is handed the same record again. */
	@Test
	void keepsARecordOnceHoweverOftenItIsHandedOut() throws Exception {
		ConsumerRecord<byte[], byte[]> dead = new ConsumerRecord<>(TOPIC + ".dead", 9, 77, null,
				bytes("{\"id\": \"%s\"}".formatted(this.id)));
		this.listener.take(List.of(dead));
		this.listener.take(List.of(dead, dead));

		assertThat(letters(this.id)).hasSize(1);
	}

	@Test
	void keepsAMessageOnceThatTheBrokerHandsOutAgain() {
		Message dead = MessageBuilder.withBody(bytes("{\"posting_id\": \"" + this.id + "\"}")).build();
		this.messages.onMessageBatch(List.of(dead), null);
		dead.getMessageProperties().setRedelivered(true);
		this.messages.onMessageBatch(List.of(dead), null);
		assertThat(named(this.id)).hasSize(1);

		dead.getMessageProperties().setRedelivered(false);
		this.messages.onMessageBatch(List.of(dead), null);
		assertThat(named(this.id)).as("another one that is alike").hasSize(2);
	}

	@Test
	void countsWhatTheBrokerItselfGaveUp() {
		Counter given = this.meters.counter("cinema.messages.dead", "reason", "DELIVERY_LIMIT");
		double before = given.count();

		this.messages.onMessageBatch(List.of(MessageBuilder.withBody(bytes("{\"posting_id\": \"" + this.id + "\"}"))
			.setHeader("x-first-death-reason", "delivery_limit")
			.build()), null);

		assertThat(given.count()).isEqualTo(before + 1);
	}

	@Test
	void forgetsWhatNamesAPersonWhoIsErased() throws Exception {
		announce("{\"id\": \"%s\", \"event_type\": \"user_fell_asleep\", \"details\": {\"user_id\": \"%s\"}}"
			.formatted(this.id, this.user));
		String letter = dead(this.id);

		announce("{\"id\": \"%1$s\", \"event_type\": \"user_erased\", \"details\": {\"user_id\": \"%1$s\"}}"
			.formatted(this.user));
		await().ignoreExceptions().until(() -> {
			this.temporal.newUntypedWorkflowStub("event/user_erased/" + this.user).getResult(EventOutcome.class);
			return true;
		});
		assertThat(read(this.rest.get(ALL + "/" + letter)).path("state").asString()).isEqualTo("ERASED");
		assertThat(this.rest.post(ALL + "/" + letter + "/replay", "").statusCode()).isEqualTo(409);
		announce("{\"event_type\": \"user_fell_ill\", \"details\": {\"user_id\": \"%s\"}}".formatted(this.user));
		await().untilAsserted(() -> assertThat(this.jdbc
			.queryForList("select state from dead_letter where event_type = 'user_fell_ill'", String.class))
			.containsExactly("ERASED"));
		assertThat(this.jdbc.queryForList("select row_to_json(dead_letter)::text from dead_letter", String.class))
			.noneMatch((row) -> row.contains(this.user));
	}

	@Test
	void letsNobodyInWithoutTheScope() throws Exception {
		MailingRest readers = new MailingRest(this.port, IntegrationTest.READERS_TOKEN);
		assertThat(readers.get(ALL).statusCode()).isEqualTo(403);
		assertThat(readers.post(ALL + "/replay", "{\"all\": true}").statusCode()).isEqualTo(403);
	}

	private void announce(String event) {
		this.kafka.send(TOPIC, bytes(event)).join();
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

	private static JsonNode read(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return MailingRest.read(answer);
	}

	private JsonNode groups(String reason) throws Exception {
		return read(this.rest.get(ALL + "/groups")).path("items")
			.values()
			.stream()
			.filter((one) -> one.path("reason").asString().equals(reason))
			.max(Comparator.comparing((one) -> one.path("count").asInt()))
			.orElseThrow();
	}

	/** The id of the dead letter of an event. */
	private String dead(String event) {
		await().until(() -> !letters(event).isEmpty());
		return letters(event).get(0);
	}

	private List<String> letters(String event) {
		return this.jdbc.queryForList("select id::text from dead_letter where event_id = ? order by died_at",
				String.class, event);
	}

	private List<String> named(String name) {
		return this.jdbc.queryForList("select id::text from dead_letter where names @> array[?]::text[]", String.class,
				name);
	}

	private int waiting(String type) {
		return this.jdbc.queryForObject("select count(*) from dead_letter where event_type = ? and state = 'WAITING'",
				Integer.class, type);
	}

	private DeadContent content(String letter) {
		return this.table.find(UUID.fromString(letter)).orElseThrow().content();
	}

}
