package cinema.workflows.page;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * What a page tells its mailing.
 *
 * @param ended whether that is the last of it; else it waits for a morning and leaves its
 * place in the window to another page
 * @param held how many wait for their moment
 * @param duplicates how many had the letter from another page
 * @param failure why the page could not be sent, or null
 * @param published whether all that may go now was published: it needs no place in the
 * window, whatever becomes of its letters
 */
public record PageReport(int number, boolean ended, int held, int duplicates, PageTally tally, @Nullable String failure,
		boolean published) {

	/** The signal by which a mailing hears of its pages. */
	public static final String SIGNAL = "report";

	/** Who of them is not told, by reason. */
	public Map<String, Integer> skipped() {
		Map<String, Integer> all = new TreeMap<>(this.tally.skipped());
		if (this.duplicates > 0) {
			all.merge("on another page too", this.duplicates, Integer::sum);
		}
		return all;
	}

	/** How its letters ended, each way once. */
	List<String> outcomes() {
		return Stream
			.of(outcome("DELIVERED", this.tally.delivered()),
					outcome("FAILED", this.tally.failed() + ((this.failure != null) ? 1 : 0)),
					outcome("EXPIRED", this.tally.expired()), outcome("UNKNOWN", this.tally.unknown()),
					outcome("CANCELLED", this.tally.cancelled()),
					outcome("SUPPRESSED", this.duplicates + this.tally.skipped().size()))
			.flatMap(Optional::stream)
			.toList();
	}

	private static Optional<String> outcome(String name, int letters) {
		return (letters > 0) ? Optional.of(name) : Optional.empty();
	}

}
