package cinema.orchestrator.suppression;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalBounces;
import cinema.orchestrator.journal.JournalBounces.Bounced;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Reach;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Takes receipts of what came back: the journal is corrected, and the address is counted,
 * in one transaction, so that neither happens twice or alone.
 */
@Component
public class BounceWriter {

	private static final Pattern STATUS = Pattern.compile("(?:5\\d\\d[ -])?([245]\\.\\d{1,3}\\.\\d{1,3})(?!\\S).*",
			Pattern.DOTALL);

	private static final Pattern PROVIDER = Pattern.compile("([a-z0-9][a-z0-9-]{0,29}): ");

	private final Journal journal;

	private final JournalBounces returned;

	private final Suppressions suppressions;

	private final SuppressionProperties properties;

	private final WireFormat wire;

	private final MeterRegistry meters;

	BounceWriter(Journal journal, JournalBounces returned, Suppressions suppressions, SuppressionProperties properties,
			WireFormat wire, MeterRegistry meters) {
		this.returned = returned;
		this.journal = journal;
		this.suppressions = suppressions;
		this.properties = properties;
		this.wire = wire;
		this.meters = meters;
		Arrays.stream(BounceKind.values()).forEach((kind) -> count(kind, 0));
	}

	/** Committed when it returns; of a receipt that came before nothing is written. */
	@Transactional
	public void bounced(List<Receipt> receipts) {
		for (Bounced one : this.returned.correct(receipts)) {
			BounceKind kind = Objects.requireNonNull(one.receipt().bounce());
			note(one, kind);
			count(kind, 1);
		}
	}

	/**
	 * Writes receipts down; what says while it is handed over that there is no such
	 * mailbox counts like a bounce.
	 * @return those that ended their posting just now
	 */
	@Transactional
	public List<Receipt> conclude(List<Receipt> receipts) {
		List<Receipt> ended = this.journal.conclude(receipts);
		refused(ended);
		return ended;
	}

	private void refused(List<Receipt> ended) {
		List<Receipt> hard = ended.stream()
			.filter((one) -> one.status() == ReceiptStatus.REJECTED && isHard(one))
			.toList();
		if (this.properties.refusals() && !hard.isEmpty()) {
			this.returned.letters(hard).forEach((one) -> note(one, BounceKind.HARD));
		}
	}

	private static boolean isHard(Receipt receipt) {
		String said = Objects.requireNonNullElse(receipt.detail(), "");
		return BounceKind.ofReply(said).filter((kind) -> kind == BounceKind.HARD).isPresent();
	}

	/** Without the letter nobody knows the address any more. */
	private void note(Bounced one, BounceKind kind) {
		String json = one.posting();
		Posting posting = (json != null) ? this.wire.posting(json) : null;
		if (posting != null && posting.channel().has(Channel.Trait.RETURNS)) {
			Receipt receipt = one.receipt();
			String reason = Objects.requireNonNullElse(receipt.detail(), kind.name().toLowerCase(Locale.ROOT));
			Matcher status = STATUS.matcher(reason);
			String address = posting.receiver().address();
			Reach reach = posting.channel().reach();
			String domain = one.domain();
			this.suppressions.note(new BouncedAddress(address, one.userId(),
					(domain != null) ? domain : reach.domain(address).orElse(null),
					(reach == Reach.NUMBER) ? provider(receipt) : null, status.matches() ? status.group(1) : null,
					reason, UUID.fromString(receipt.postingId()), receipt.at()), kind);
		}
	}

	/** Where there are several, the worker names the one that took a letter first. */
	private static @Nullable String provider(Receipt receipt) {
		Matcher named = PROVIDER.matcher(Objects.requireNonNullElse(receipt.providerReference(), ""));
		return named.lookingAt() ? named.group(1) : null;
	}

	private void count(BounceKind kind, int much) {
		this.meters.counter("cinema.letters.bounced", "kind", kind.name().toLowerCase(Locale.ROOT)).increment(much);
	}

}
