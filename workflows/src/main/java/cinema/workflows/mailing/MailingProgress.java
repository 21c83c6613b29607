package cinema.workflows.mailing;

import java.util.Map;

/**
 * Where a mailing is; every receiver that was seen is in exactly one of the counts.
 *
 * @param state what it does now, in plain words
 * @param pages how many pages were read
 * @param skipped not told, by reason
 * @param held waiting for their morning or their hour
 * @param queued published and not ended
 * @param failed refused for good, or impossible to make
 * @param unknown sent or not, nobody can tell
 */
public record MailingProgress(String state, int pages, int seen, Map<String, Integer> skipped, int held, int queued,
		int delivered, int failed, int expired, int unknown, int cancelled, boolean paused, double rate) {

	/** Of a mailing that has read no page. */
	public static MailingProgress unsent(String state) {
		return new MailingProgress(state, 0, 0, Map.of(), 0, 0, 0, 0, 0, 0, 0, false, 0);
	}

	/** What people read of it in the web UI, in Markdown. */
	String details() {
		return "- **" + this.state + "**, " + this.pages + " pages, " + this.seen + " receivers\n- delivered "
				+ this.delivered + ", queued " + this.queued + ", held " + this.held + ", failed " + this.failed
				+ ", expired " + this.expired + ", unknown " + this.unknown + ", cancelled " + this.cancelled
				+ this.skipped.entrySet()
					.stream()
					.map((one) -> one.getValue() + " " + one.getKey())
					.reduce((one, more) -> one + ", " + more)
					.map("\n- skipped: "::concat)
					.orElse("");
	}

}
