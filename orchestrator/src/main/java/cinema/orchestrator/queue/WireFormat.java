package cinema.orchestrator.queue;

import java.nio.charset.StandardCharsets;
import java.util.List;

import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.BounceReport;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Withdrawal;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.stereotype.Component;

/**
 * The JSON on RabbitMQ: snake case, instants as ISO 8601; the samples are in
 * {@code docs/contracts}.
 */
@Component
public class WireFormat {

	private static final TypeReference<List<Receipt>> RECEIPTS = new TypeReference<>() {
	};

	private final JsonMapper json = JsonMapper.builder()
		.addMixIn(Posting.class, WithoutEmptyFiles.class)
		.addMixIn(Withdrawal.class, WithoutUnseen.class)
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
		.disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
		// A worker of another version may say less.
		.disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
		.build();

	public String write(Posting posting) {
		return this.json.writeValueAsString(posting);
	}

	/** Reads a posting that was written here before. */
	public Posting posting(String json) {
		return this.json.readValue(json, Posting.class);
	}

	public byte[] write(Withdrawal withdrawal) {
		return this.json.writeValueAsString(withdrawal).getBytes(StandardCharsets.UTF_8);
	}

	public byte[] write(Erasure erasure) {
		return this.json.writeValueAsString(erasure).getBytes(StandardCharsets.UTF_8);
	}

	public byte[] write(BounceReport report) {
		return this.json.writeValueAsString(report).getBytes(StandardCharsets.UTF_8);
	}

	/**
	 * Reads one receipt, or an array of them.
	 * @throws tools.jackson.core.JacksonException when it is neither
	 */
	public List<Receipt> receipts(byte[] body) {
		return this.json.readValue(body, RECEIPTS);
	}

	/** A letter without files is written as it always was. */
	private interface WithoutEmptyFiles {

		@JsonInclude(JsonInclude.Include.NON_NULL)
		@Nullable List<Attachment> attachments();

	}

	/** So is a withdrawal of what nobody has seen. */
	private interface WithoutUnseen {

		@JsonInclude(JsonInclude.Include.NON_NULL)
		@Nullable Boolean evenSeen();

	}

}
