package cinema.orchestrator.audience;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.workflows.mailing.OpenedPage;
import org.jspecify.annotations.Nullable;

/**
 * One page of an audience as it was read.
 *
 * @param skipped who is not told, and why
 * @param elsewhere how many belong to another part of the audience
 */
public record AudiencePage(@Nullable String next, StoredPage page, List<MailingRow> skipped, int elsewhere) {

	/** The same page with its receivers as they are kept. */
	public AudiencePage kept(StoredPage kept) {
		return new AudiencePage(this.next, kept, this.skipped, this.elsewhere);
	}

	/** Of whom something is going to be written. */
	public List<String> userIds() {
		return Stream
			.concat(this.page.receivers().stream().map(StoredReceiver::userId),
					this.skipped.stream().map(MailingRow::userId))
			.filter(Objects::nonNull)
			.toList();
	}

	/** What the workflow may know of it. */
	public OpenedPage opened() {
		Map<String, Integer> reasons = new TreeMap<>();
		this.skipped.stream()
			.filter((row) -> row.state() == JournalState.SUPPRESSED)
			.forEach((row) -> reasons.merge(String.valueOf(row.reason()), 1, Integer::sum));
		int expired = this.skipped.size() - reasons.values().stream().mapToInt(Integer::intValue).sum();
		if (this.elsewhere > 0) {
			reasons.put("in another part of the audience", this.elsewhere);
		}
		return new OpenedPage(this.next, this.page.receivers().size() + this.skipped.size() + this.elsewhere, reasons,
				expired, this.page.groups());
	}

}
