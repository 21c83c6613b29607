package cinema.orchestrator.receipt;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ReceiptReaderTests {

	private static final String ID = "3f0b2c9e-9f5e-4b7a-9d43-0b8f6f2b7a11";

	private static final String WHOLE = "{\"posting_id\": \"" + ID
			+ "\", \"workflow_id\": \"event/a/b\", \"attempt\": 2, "
			+ "\"status\": \"DELIVERED\", \"at\": \"2026-11-23T10:00:00Z\"";

	private final ReceiptReader reader = new ReceiptReader(new WireFormat());

	@Test
	void readsOneReceiptOrMany() {
		assertThat(read(WHOLE + "}")).singleElement().satisfies((receipt) -> {
			assertThat(receipt.postingId()).isEqualTo(ID);
			assertThat(receipt.attempt()).isEqualTo(2);
			assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
			assertThat(receipt.retryAt()).isNull();
		});
		assertThat(read("[" + WHOLE + "}, " + WHOLE + ", \"retry_at\": null, \"new_field\": 1}]")).hasSize(2);
		assertThat(read("[]")).isEmpty();
	}

	@Test
	void readsThatItWasSeen() throws Exception {
		assertThat(this.reader.read(Files.readAllBytes(Path.of("../docs/contracts/receipt-seen.json")))).singleElement()
			.satisfies((receipt) -> assertThat(receipt.status()).isEqualTo(ReceiptStatus.SEEN));
	}

	@Test
	void replacesWhatNoDatabaseKeeps() {
		assertThat(read(WHOLE + ", \"detail\": \"a\\u0000b\\r\\nc\"}").get(0).detail()).isEqualTo("a b  c");
		assertThat(read(WHOLE + ", \"detail\": \"" + "x".repeat(9000) + "\"}").get(0).detail()).hasSize(500);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "null", "5", "[null]", "{}", "[[]]", "{\"posting_id\": \"x\"}" })
	void refusesWhatIsNoReceipt(String body) {
		assertThatThrownBy(() -> read(body)).isInstanceOf(IllegalArgumentException.class);
	}

	@ParameterizedTest
	@ValueSource(strings = { ", \"status\": \"LOST\"}", ", \"status\": null}", ", \"workflow_id\": \"\"}",
			", \"workflow_id\": \"a\\u0000\"}", ", \"posting_id\": \"no uuid\"}",
			", \"at\": \"+200000-01-01T00:00:00Z\"}", ", \"at\": null}", ", \"retry_at\": \"+300000-01-01T00:00:00Z\"}",
			", \"retry_at\": \"-0001-01-01T00:00:00Z\"}", ", \"attempt\": -1}", ", \"attempt\": 2147483647}" })
	void refusesAReceiptWithAnImpossibleField(String field) {
		assertThatThrownBy(() -> read(WHOLE + field)).isInstanceOf(IllegalArgumentException.class);
	}

	private List<Receipt> read(String body) {
		return this.reader.read(body.getBytes(StandardCharsets.UTF_8));
	}

}
