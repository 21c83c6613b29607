package cinema.orchestrator.intake;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.attachment.TestAttachments;
import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.contract.TestContracts;
import cinema.orchestrator.context.ContextClient;
import cinema.orchestrator.context.ContextClients;
import cinema.workflows.plan.Event;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class EventParserTests {

	private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");

	private static final Instant RECORDED = Instant.parse("2026-11-23T11:59:58Z");

	private final ContextClient services = ContextClients.of(URI.create("http://127.0.0.1:1"), "auth", "fastapi");

	private final EventParser parser = new EventParser(Catalogues.real(), TestContracts.real(),
			new OrderReader(this.services, ContextClients.collector(this.services), Catalogues.real(),
					TestAttachments.of("files")),
			TestAttachments.of(Catalogues.real()),
			new IntakeProperties(List.of("events"), ".dead", DataSize.ofKilobytes(512), Duration.ofMinutes(5), 4),
			Clock.fixed(NOW, ZoneOffset.UTC));

	@Test
	void readsAnEventAsAuthAnnouncesIt() {
		Event event = parse("""
				{"id": "9d3c", "event_type": "user_signed_up", "from_service": "auth", "priority": "immediate",
				 "occurred_at": "2026-11-23T13:00:00+03:00",
				 "details": {"user_id": "u-1", "email": "ann@example.com", "tags": [1, 2.5, true, null, {"a": "b"}]}}
				""");

		assertThat(event.type()).isEqualTo("user_signed_up");
		assertThat(event.id()).isEqualTo("9d3c");
		assertThat(event.fromService()).isEqualTo("auth");
		assertThat(event.occurredAt()).isEqualTo("2026-11-23T10:00:00Z");
		assertThat(event.details()).containsEntry("user_id", "u-1");
		assertThat(event.details().get("tags")).isEqualTo(Arrays.asList(1, 2.5, true, null, Map.of("a", "b")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "user_signed_up", "user_changed_password_successfully",
			"user_requested_email_confirmation", "user_requested_phone_confirmation", "user_confirmed_email",
			"user_confirmed_phone", "user_requested_email_change", "user_changed_email", "user_restored_email",
			"user_signed_in_from_new_device", "user_linked_account", "user_unlinked_account",
			"user_added_second_factor", "user_removed_second_factor", "user_reused_token", "user_exported_data",
			"user_requested_password_reset", "user_erased", "user_opted_out", "new_episode", "reactions_summary",
			"new_episodes_digest", "reactions_digest" })
	void readsTheSamplesOfTheContract(String type) throws IOException {
		Event event = parse(Files.readString(Path.of("../docs/contracts/event-" + type + ".json")));

		assertThat(event.type()).isEqualTo(type);
		assertThat(event.details()).containsKey("user_id");
	}

	@Test
	void hasASampleOfEveryEventThatTheCatalogueKnows() {
		assertThat(Catalogues.real().eventTypes())
			.allSatisfy((type) -> assertThat(Path.of("../docs/contracts/event-" + type + ".json")).exists());
	}

	@Test
	void readsAMailingAsItsProducersWriteIt() throws IOException {
		Event event = parse(Files.readString(Path.of("../docs/contracts/event-mailing.json")));

		assertThat(event.type()).isEqualTo("mailing");
		assertThat(event.id()).isEqualTo("events-3-77");
		assertThat(event.details()).containsEntry("expires_in", "120 sec").doesNotContainKey("from_service");
	}

	@Test
	void readsWhatOtherProducersWrite() {
		Event event = parse("{\"event\": \"user_signed_up_event\", \"id\": 42, \"details\": null, \"more\": {}}");

		assertThat(event).isEqualTo(new Event("user_signed_up", "42", null, RECORDED, Map.of()));
	}

	@Test
	void identifiesAnEventWithoutAnIdByItsPlaceInKafka() {
		assertThat(parse("{\"event_type\": \"user_signed_up\", \"id\": null}").id()).isEqualTo("events-3-77");
	}

	@Test
	void acceptsAByteOrderMark() {
		assertThat(parse("\uFEFF{\"event_type\": \"user_signed_up\", \"id\": \"1\"}").id()).isEqualTo("1");
	}

	@Test
	void leavesOutAServiceWhoseNameIsNone() {
		assertThat(parse("{\"event_type\": \"user_signed_up\", \"from_service\": \"Ann Lee <ann@example.com>\"}")
			.fromService()).isNull();
		assertThat(parse("{\"event_type\": \"user_signed_up\", \"from_service\": [1]}").fromService()).isNull();
	}

	@Test
	void saysWhereARecordIsNoJsonAndNotWhatItSays() {
		String detail = refuse(
				"{\"event_type\": \"user_signed_up\",\n \"details\": ann@example.com}".getBytes(StandardCharsets.UTF_8))
			.detail();

		assertThat(detail).contains("line 2, column ", "a word that JSON does not know")
			.doesNotContain("ann", "Source", "REDACTED");
	}

	@Test
	void replacesHalvesOfCharactersThatNoEncodingKnows() {
		Event event = parse(
				"""
						{"event_type": "user_signed_up", "details": {"a": "x\\ud800y", "\\udc00": ["\\u0000"], "e": "\\ud83d\\ude00"}}
						""");

		assertThat(event.details()).containsEntry("a", "x\uFFFDy")
			.containsEntry("\uFFFD", List.of("\uFFFD"))
			.containsEntry("e", "\uD83D\uDE00");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`',
			textBlock = """
							NOT_JSON               | record      | hello
							NOT_AN_OBJECT          | record      | ``
							NOT_JSON               | record      | {"id": "1", "event_type": "user_sig
							NOT_JSON               | record      | {"id": "1"} {"id": "2"}
							NOT_JSON               | record      | {"id": "1", "id": "2", "event_type": "user_signed_up"}
							NOT_JSON               | record      | {"event_type": "user_signed_up", "details": {"a": 1, "a": 1}}
							NOT_AN_OBJECT          | record      | [{"id": "1"}]
							NOT_AN_OBJECT          | record      | "user_signed_up"
							NOT_AN_OBJECT          | record      | null
							MISSING_TYPE           | event_type  | {"id": "1"}
							MISSING_TYPE           | event_type  | {"id": "1", "event_type": ""}
							INVALID_FIELD          | event_type  | {"id": "1", "event_type": 5}
							UNKNOWN_TYPE           | event_type  | {"id": "1", "event_type": "user_fell_asleep"}
							UNKNOWN_TYPE           | event_type  | {"id": "1", "event_type": "User <b>"}
							INVALID_RECEIVERS      | receivers   | {"receivers": "http://nobody/x", "template": "email/a.md"}
					INVALID_RECEIVERS      | receivers   | {"receivers": "http://127.0.0.1/", "template": "email/a.md"}
					INVALID_TEMPLATE       | template    | {"receivers": "http://auth/x", "template": "../a.md"}
					INVALID_EXPIRES_IN     | expires_in  | {"receivers": "http://auth/x", "template": "a.md", "expires_in": "soon"}
					INVALID_TEMPLATE_CONTEXT | template_context | {"receivers": "http://auth/x", "template": "a.md", "template_context": {"films": "http://nobody/x"}}
					INVALID_TEMPLATE_CONTEXT | template_context | {"receivers": "http://auth/x", "template": "a.md", "template_context": {"films": ["x", "http://auth:80/x"]}}
					INVALID_RECEIVERS      | receivers   | {"event_type": "mailing", "id": "1"}
							INVALID_ID             | id          | {"id": "", "event_type": "user_signed_up"}
							INVALID_ID             | id          | {"id": "ann@example.com", "event_type": "user_signed_up"}
							INVALID_ID             | id          | {"id": "a b", "event_type": "user_signed_up"}
							INVALID_ID             | id          | {"id": 1.5, "event_type": "user_signed_up"}
							INVALID_ID             | id          | {"id": {"a": 1}, "event_type": "user_signed_up"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": "2026-11-23T10:00:00"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": "yesterday"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": "2026-06-30T23:59:60Z"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": "1869-01-01T00:00:00Z"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": "+999999999999-01-01T00:00:00Z"}
							INVALID_OCCURRED_AT    | occurred_at | {"event_type": "user_signed_up", "occurred_at": 1763892000}
							INVALID_DETAILS        | details.series: is missing | {"event_type": "new_episode", "details": {"user_id": "u-1"}}
							INVALID_DETAILS        | details: is missing | {"event": "new_episode_event", "id": 1}
							INVALID_DETAILS        | details.series[1]: has to be a URL | {"event_type": "new_episode", "details": {"series": ["http://auth/1", "ann@example.com"]}}
							INVALID_DETAILS        | details.user_id: has to be a text, a number or null | {"event_type": "user_signed_up", "details": {"user_id": true}}
							INVALID_DELIVERY_TYPE  | details.delivery_type: names no channel | {"event_type": "mailing", "details": {"receivers": "http://auth/x", "template": "a", "delivery_type": []}}
							INVALID_TEMPLATE       | template: is missing | {"event_type": "mailing", "receivers": "http://auth/x"}
							OCCURRED_AT_IN_FUTURE  | occurred_at | {"event_type": "user_signed_up", "occurred_at": "2026-11-23T12:05:01Z"}
							OCCURRED_AT_IN_FUTURE  | occurred_at | {"event_type": "user_signed_up", "occurred_at": "+10000-01-01T00:00:00Z"}
							INVALID_DETAILS        | details     | {"event_type": "user_signed_up", "details": []}
							INVALID_DETAILS        | details     | {"event_type": "user_signed_up", "details": {"a": 1e999}}
							INVALID_DETAILS        | details.sealed | {"event_type": "user_signed_up", "details": {"sealed": "person:!:"}}
							INVALID_DETAILS        | details.sealed | {"event_type": "user_signed_up", "details": {"sealed": "person:AA:AAAA"}}
							""")
	void refusesWhatIsNoEventAndNamesTheField(String reason, String field, String value) {
		UnreadableEventException refusal = refuse(value.getBytes(StandardCharsets.UTF_8));

		assertThat(refusal.reason()).isEqualTo(reason);
		assertThat(refusal.detail()).contains(field).doesNotContain("ann@example.com", "<b>");
	}

	@Test
	void refusesWhatWouldCostTooMuchToRead() {
		String deep = "{\"event_type\": \"user_signed_up\", \"details\": {\"a\": " + "[".repeat(10_000)
				+ "]".repeat(10_000) + "}}";
		String lengthy = "{\"event_type\": \"user_signed_up\", \"details\": {\"a\": " + "9".repeat(100_000) + "}}";

		assertThat(refuse(deep.getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo("NOT_JSON");
		assertThat(refuse(lengthy.getBytes(StandardCharsets.UTF_8)).reason()).isEqualTo("NOT_JSON");
		assertThat(refuse(new byte[600 * 1024]).reason()).isEqualTo("TOO_LARGE");
	}

	@Test
	void refusesBytesThatAreNoText() {
		assertThat(refuse(new byte[] { '{', '"', (byte) 0xC3, (byte) 0x28, '"', '}' }).reason()).isEqualTo("NOT_UTF8");
		assertThat(refuse("{\"event_type\":\0 \"user_signed_up\"}".getBytes(StandardCharsets.UTF_8)).reason())
			.isEqualTo("NOT_JSON");
	}

	@ParameterizedTest
	@ValueSource(strings = { "2026-11-23T08:00:00Z", "2026-11-23 08:00:00+00:00", "2026-11-23T08:00:00.000+0000",
			"2026-11-23 11:00:00.000000+03:00", "2026-11-23T11:00+03:00[Europe/Moscow]", "2026-11-23T08:00Z[UTC]",
			"2026-11-23T08:00:00+00", "2026-11-23 08:00:00 +0000" })
	void readsTimesAsPythonAndJavaWriteThem(String written) {
		assertThat(parse("{\"event_type\": \"user_signed_up\", \"occurred_at\": \"" + written + "\"}").occurredAt())
			.isEqualTo("2026-11-23T08:00:00Z");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			CloudEvents   | {"specversion": "1.0", "type": "user_signed_up", "source": "/auth", "id": "1", "data": {}}
			Kafka Connect | {"schema": {"type": "struct"}, "payload": {"event_type": "user_signed_up"}}
			Debezium      | {"before": null, "after": {"id": 1}, "op": "c"}
			a JSON text   | "{\\"event_type\\": \\"user_signed_up\\"}"
			a schema registry | \\0\\0\\0\\0\\7{"event_type": "user_signed_up"}
			""")
	void namesTheEnvelopeThatAnEventIsIn(String name, String value) {
		UnreadableEventException refusal = refuse(
				value.replace("\\0", "\0").replace("\\7", "\7").getBytes(StandardCharsets.UTF_8));

		assertThat(refusal.reason()).isEqualTo("ENVELOPE");
		assertThat(refusal.detail()).contains("the envelope of " + name);
	}

	@Test
	void takesAnEventOfLongAgo() {
		assertThat(
				parse("{\"event_type\": \"user_signed_up\", \"occurred_at\": \"1970-01-01T00:00:00Z\"}").occurredAt())
			.isEqualTo(Instant.EPOCH);
	}

	private Event parse(String value) {
		return this.parser.parse(kafka(value.getBytes(StandardCharsets.UTF_8)), () -> "events-3-77");
	}

	private UnreadableEventException refuse(byte[] value) {
		return catchThrowableOfType(UnreadableEventException.class,
				() -> this.parser.parse(kafka(value), () -> "events-3-77"));
	}

	private static ConsumerRecord<byte[], byte[]> kafka(byte[] value) {
		return new ConsumerRecord<>("events", 3, 77, RECORDED.toEpochMilli(), TimestampType.CREATE_TIME, 0,
				value.length, new byte[0], value, new RecordHeaders(), Optional.empty());
	}

}
