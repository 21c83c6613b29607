package cinema.orchestrator.notification;

import java.util.List;

import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One page of postings, the newest first.
 *
 * @param next where the next page is, or null when this is the last
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PostingList(List<ListedPosting> items, @Nullable String next) {

	@JsonInclude(JsonInclude.Include.NON_NULL)
	record ListedPosting(String eventType, String eventId, @Nullable String userId, @Nullable String fromService,
			String topic, PostingView posting, Links links) {

		static ListedPosting of(JournalRow row, Links links) {
			return new ListedPosting(row.eventType(), row.eventId(), row.userId(), row.fromService(), row.topic(),
					PostingView.of(row), links);
		}

	}

}
