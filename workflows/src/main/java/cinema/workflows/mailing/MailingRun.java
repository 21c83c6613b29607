package cinema.workflows.mailing;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import cinema.workflows.page.MailingControl;
import org.jspecify.annotations.Nullable;

/**
 * Where one run of a mailing stopped and the next one goes on.
 *
 * @param active pages that have not ended, by number, as earlier versions kept them
 * @param failure why it reads no further page, or null
 * @param pages pages that have not ended, each as {@link ActivePage#packed}
 * @param skipped who of them was not told, by page and reason, where somebody was not
 */
public record MailingRun(AudienceCursor cursor, MailingTotals totals, Map<Integer, ActivePage> active,
		MailingControl control, @Nullable String failure, List<List<Integer>> pages,
		Map<Integer, Map<String, Integer>> skipped) {

	public MailingRun {
		active = Objects.requireNonNullElse(active, Map.of());
		pages = Objects.requireNonNullElse(pages, List.of());
		skipped = Objects.requireNonNullElse(skipped, Map.of());
	}

	static MailingRun of(AudienceCursor cursor, MailingTotals totals, Map<Integer, ActivePage> active,
			MailingControl control, @Nullable String failure) {
		Map<Integer, Map<String, Integer>> skipped = new TreeMap<>();
		active.forEach((number, page) -> {
			if (!page.last().tally().skipped().isEmpty()) {
				skipped.put(number, page.last().tally().skipped());
			}
		});
		return new MailingRun(cursor, totals, Map.of(), control, failure,
				active.values().stream().map(ActivePage::packed).toList(), skipped);
	}

	/** Pages that have not ended, by number. */
	Map<Integer, ActivePage> open() {
		Map<Integer, ActivePage> open = new TreeMap<>(this.active);
		this.pages.forEach((page) -> open.put(page.get(0),
				ActivePage.unpacked(page, this.skipped.getOrDefault(page.get(0), Map.of()))));
		return open;
	}

}
