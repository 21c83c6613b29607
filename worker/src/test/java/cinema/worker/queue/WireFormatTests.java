package cinema.worker.queue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;

import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class WireFormatTests {

	private static final Path CONTRACTS = Path.of("../docs/contracts");

	private final WireFormat wire = new WireFormat(new QueueProperties(Map.of(), 10, DataSize.ofMegabytes(2)));

	private final JsonMapper json = JsonMapper.builder().build();

	@Test
	void readsThePostingOfTheContract() throws IOException {
		Posting posting = this.wire.posting(sample("posting"));
		assertThat(posting.channel()).isEqualTo(Channel.EMAIL);
		assertThat(posting.receiver().timeZone()).isEqualTo("Europe/Moscow");
		assertThat(posting.quietHours()).isNotNull()
			.satisfies((hours) -> assertThat(hours.from()).isEqualTo(LocalTime.of(22, 0)));
		assertThat(posting.attachments()).extracting(Attachment::name).containsExactly("poster.png", "Билет.pdf");
	}

	@Test
	void readsTheWithdrawalOfTheContract() throws IOException {
		assertThat(this.wire.withdrawal(sample("withdrawal")).postingIds()).hasSize(1);
		assertThat(this.wire.withdrawal(sample("withdrawal")).takesSeen()).isFalse();
		assertThat(this.wire.withdrawal(sample("withdrawal-seen")).takesSeen()).isTrue();
	}

	@Test
	void readsTheErasureOfTheContract() throws IOException {
		assertThat(this.wire.erasure(sample("erasure")).userId()).isEqualTo("9d3c2f0e-5a1b-4c8d-9e7f-0a1b2c3d4e5f");
		assertThatExceptionOfType(UnreadableMessageException.class)
			.isThrownBy(() -> this.wire.erasure("{}".getBytes(StandardCharsets.UTF_8)))
			.withMessage("user_id: missing");
	}

	@Test
	void writesTheReceiptOfTheContract() throws IOException {
		Receipt receipt = new Receipt("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9",
				"event/user_signed_up/9d3c2f0e-5a1b-4c8d-9e7f-0a1b2c3d4e5f", 1, ReceiptStatus.DELIVERED,
				Instant.parse("2026-11-23T10:00:01Z"), null, null, "250 Ok: kept", false);
		assertThat(this.json.readTree(this.wire.write(receipt))).isEqualTo(this.json.readTree(sample("receipt")));
	}

	@ParameterizedTest
	@ValueSource(strings = { "id", "workflow_id", "notice", "channel", "urgency", "subject", "html", "text", "deadline",
			"receiver" })
	void namesAMissingField(String field) throws IOException {
		ObjectNode posting = (ObjectNode) this.json.readTree(sample("posting"));
		posting.remove(field);
		refuses(this.json.writeValueAsString(posting), field + ": missing");
	}

	@Test
	void asksAShortMessageForItsTextAlone() throws IOException {
		ObjectNode posting = (ObjectNode) this.json.readTree(sample("posting"));
		posting.put("channel", "sms").put("subject", "").put("html", "");
		assertThat(this.wire.posting(this.json.writeValueAsBytes(posting)).channel()).isEqualTo(Channel.SMS);
		posting.put("text", "");
		refuses(this.json.writeValueAsString(posting), "text: missing");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			channel   | "pigeon"             | channel
			attempt   | 0                    | attempt
			id        | "not-a-uuid"         | id
			deadline  | "tomorrow"           | deadline
			receiver  | {"address": "a@b.c"} | receiver.time_zone
			receiver  | {"address": "a@b.c", "time_zone": "Mars/Phobos"} | receiver.time_zone
			""")
	void namesAnImpossibleField(String field, String value, String named) throws IOException {
		ObjectNode posting = (ObjectNode) this.json.readTree(sample("posting"));
		posting.set(field, this.json.readTree(value));
		refuses(this.json.writeValueAsString(posting), named);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			name       | null          | attachments[1].name: missing
			name       | "a/b.pdf"     | attachments[1].name: has a slash or a control character
			name       | "a\\nb"       | attachments[1].name: has a slash or a control character
			name       | {}            | attachments[1].name: cannot be read
			url        | null          | attachments[1].url: missing
			url        | ""            | attachments[1].url: missing
			type       | null          | attachments[1].type: missing
			type       | "png"         | attachments[1].type: is no media type like image/png
			type       | "image/png\\r\\nBcc: eve@example.com" | attachments[1].type: is no media type like image/png
			content_id | "a b"         | attachments[1].content_id: has to be 1 to 64 of
			content_id | "x>\\r\\n"    | attachments[1].content_id: has to be 1 to 64 of
			content_id | "poster"      | attachments[1].content_id: another file has it
			sha256     | "ABCDEF"      | attachments[1].sha256: has to be 64 hexadecimal digits in small letters
			shared     | "perhaps"     | attachments[1].shared: cannot be read
			""")
	void namesAnImpossibleFieldOfAFile(String field, String value, String named) throws IOException {
		ObjectNode posting = (ObjectNode) this.json.readTree(sample("posting"));
		ObjectNode second = (ObjectNode) posting.get("attachments").get(0).deepCopy();
		second.put("content_id", "second").set(field, this.json.readTree(value));
		((ArrayNode) posting.get("attachments")).insert(1, second);
		refuses(this.json.writeValueAsString(posting), named);
	}

	@Test
	void showsImagesAloneAndReadsAPostingWithoutFiles() throws IOException {
		ObjectNode posting = (ObjectNode) this.json.readTree(sample("posting"));
		((ObjectNode) posting.get("attachments").get(0)).put("type", "application/pdf");
		refuses(this.json.writeValueAsString(posting), "attachments[0].type: has to be an image");
		((ObjectNode) posting.get("attachments").get(0)).put("type", "image/gif").put("name", "Ж".repeat(256));
		refuses(this.json.writeValueAsString(posting), "attachments[0].name: has more than 255 characters");
		posting.set("attachments", this.json.readTree("[null]"));
		refuses(this.json.writeValueAsString(posting), "attachments[0]: missing");
		posting.remove("attachments");
		assertThat(this.wire.posting(this.json.writeValueAsBytes(posting)).attachments()).isNull();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "[]", "{", "\u0000", "<html>" })
	void refusesWhatIsNoPosting(String body) {
		refuses(body, "");
	}

	@Test
	void refusesWhatIsTooLarge() {
		refuses(" ".repeat(3_000_000), "3000000 bytes");
	}

	private void refuses(String body, String reason) {
		assertThatExceptionOfType(UnreadableMessageException.class)
			.isThrownBy(() -> this.wire.posting(body.getBytes(StandardCharsets.UTF_8)))
			.withMessageContaining(reason);
	}

	private static byte[] sample(String name) throws IOException {
		return Files.readAllBytes(CONTRACTS.resolve(name + ".json"));
	}

}
