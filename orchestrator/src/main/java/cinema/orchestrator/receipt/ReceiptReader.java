package cinema.orchestrator.receipt;

import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/** Reads receipts and refuses what nobody could act on. */
@Component
class ReceiptReader {

	private static final Pattern UNWRITABLE = Pattern.compile("\\p{Cntrl}|\\p{Cs}");

	private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}");

	private static final int LONGEST_DETAIL = 500;

	private static final int MOST_ATTEMPTS = 1_000_000;

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	private final WireFormat wire;

	ReceiptReader(WireFormat wire) {
		this.wire = wire;
	}

	/**
	 * Reads one receipt, or an array of them.
	 * @throws IllegalArgumentException that names what is wrong
	 */
	List<Receipt> read(byte[] body) {
		try {
			List<Receipt> receipts = this.wire.receipts(body);
			Assert.isTrue(receipts != null, "it is no receipt");
			return receipts.stream().map(ReceiptReader::checked).toList();
		}
		catch (JacksonException ex) {
			// The parser's own words may quote the message.
			throw new IllegalArgumentException("it is no receipt: " + ex.getClass().getSimpleName(), ex);
		}
	}

	/** JSON may leave out what the record promises. */
	@SuppressWarnings("ConstantValue")
	private static Receipt checked(@Nullable Receipt receipt) {
		if (receipt == null) {
			throw new IllegalArgumentException("it is no receipt");
		}
		Assert.isTrue(isText(receipt.workflowId(), 1000), "workflow_id: has to be a text");
		Assert.isTrue(receipt.postingId() != null && UUID.matcher(receipt.postingId()).matches(),
				"posting_id: has to be a UUID");
		Assert.isTrue(receipt.status() != null, "status: missing");
		Assert.isTrue(isPossible(receipt.at()), "at: has to be an instant of our time");
		Assert.isTrue(receipt.retryAt() == null || isPossible(receipt.retryAt()),
				"retry_at: has to be an instant of our time");
		Assert.isTrue(receipt.attempt() >= 0 && receipt.attempt() <= MOST_ATTEMPTS,
				"attempt: has to be a number of one");
		return new Receipt(receipt.postingId(), receipt.workflowId(), receipt.attempt(), receipt.status(), receipt.at(),
				receipt.retryAt(), clean(receipt.detail()), clean(receipt.providerReference()), receipt.ours(),
				receipt.bounce());
	}

	private static boolean isText(@Nullable String value, int most) {
		return value != null && !value.isBlank() && value.length() <= most
				&& value.chars().noneMatch((one) -> one < ' ');
	}

	private static boolean isPossible(@Nullable Instant at) {
		return at != null && at.isAfter(Instant.EPOCH) && at.isBefore(LAST);
	}

	/** What other systems said may contain what PostgreSQL cannot keep. */
	private static @Nullable String clean(@Nullable String said) {
		if (said == null) {
			return null;
		}
		String line = UNWRITABLE.matcher(said).replaceAll(" ");
		return (line.length() <= LONGEST_DETAIL) ? line : line.substring(0, LONGEST_DETAIL);
	}

}
