package cinema.orchestrator;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.BounceReport;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Withdrawal;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** Both ends of the queue read the same samples. */
class ContractTests {

	private final JsonMapper json = JsonMapper.builder().build();

	private final WireFormat wire = new WireFormat();

	@Test
	void writesPostingsAsTheWorkerReadsThem() throws IOException {
		Posting posting = this.wire.posting(sample("posting"));

		assertThat(posting.quietHours()).isNotNull();
		assertThat(posting.receiver().address()).isNotBlank();
		assertThat(fields(this.wire.write(posting))).isEqualTo(fields(sample("posting")));
	}

	@Test
	void readsReceiptsAsTheWorkerWritesThem() throws IOException {
		List<Receipt> receipts = this.wire.receipts(sample("receipt").getBytes(StandardCharsets.UTF_8));

		assertThat(receipts).singleElement().satisfies((receipt) -> {
			assertThat(receipt.status()).isInstanceOf(ReceiptStatus.class);
			assertThat(receipt.at()).isNotNull();
			assertThat(receipt.postingId()).hasSize(36);
		});
	}

	@Test
	void readsReceiptsThatDoNotSayWhoseTheTroubleIs() throws IOException {
		String before = sample("receipt").replaceAll(",\\s*\"ours\": false", "");
		String now = sample("receipt").replace("\"ours\": false", "\"ours\": true");

		assertThat(before).doesNotContain("ours");
		assertThat(this.wire.receipts(before.getBytes(StandardCharsets.UTF_8))).singleElement()
			.satisfies((receipt) -> assertThat(receipt.ours()).isFalse());
		assertThat(this.wire.receipts(now.getBytes(StandardCharsets.UTF_8))).singleElement()
			.satisfies((receipt) -> assertThat(receipt.ours()).isTrue());
	}

	@Test
	void writesWithdrawalsAsTheWorkerReadsThem() throws IOException {
		JsonNode sample = fields(sample("withdrawal"));
		Withdrawal withdrawal = new Withdrawal(sample.get("workflow_id").asString(), Channel.EMAIL,
				sample.get("posting_ids").values().stream().map(JsonNode::asString).toList());

		assertThat(fields(new String(this.wire.write(withdrawal), StandardCharsets.UTF_8))).isEqualTo(sample);
	}

	@Test
	void writesWithdrawalsOfWhatWasSeenAsTheWorkerReadsThem() throws IOException {
		JsonNode sample = fields(sample("withdrawal-seen"));
		Withdrawal withdrawal = new Withdrawal(sample.get("workflow_id").asString(), Channel.WEB,
				List.of(sample.at("/posting_ids/0").asString()), true);

		assertThat(fields(new String(this.wire.write(withdrawal), StandardCharsets.UTF_8))).isEqualTo(sample);
	}

	@Test
	void writesErasuresAsTheWorkerReadsThem() throws IOException {
		Erasure erasure = new Erasure("9d3c2f0e-5a1b-4c8d-9e7f-0a1b2c3d4e5f");

		assertThat(fields(new String(this.wire.write(erasure), StandardCharsets.UTF_8)))
			.isEqualTo(fields(sample("erasure")));
	}

	private JsonNode fields(String text) {
		return this.json.readTree(text);
	}

	@Test
	void writesWhatProvidersTellAsTheWorkerReadsIt() throws IOException {
		BounceReport report = new BounceReport("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", null, "hard", "5.1.1",
				"550 5.1.1 no such user");

		assertThat(this.json.readTree(this.wire.write(report))).isEqualTo(fields(sample("bounce")));
	}

	private static String sample(String name) throws IOException {
		return Files.readString(Path.of("../docs/contracts", name + ".json"));
	}

}
