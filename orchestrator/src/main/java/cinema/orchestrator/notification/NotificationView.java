package cinema.orchestrator.notification;

import java.util.List;

import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.Links;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What became of one event so far.
 *
 * @param status where the event is: {@code ANNOUNCED} until its workflow runs
 * @param fromService who announced the event, or null while nothing is written down of it
 * @param changes who announced, moved or cancelled it over REST, the oldest first
 * @param note what a reader should know besides, or null
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NotificationView(String eventType, String id, String workflowId, Status status,
		@Nullable String fromService, @Nullable String note, List<PostingView> postings, List<Change> changes,
		Links links) {

	/** Where an event is. */
	public enum Status {

		ANNOUNCED, RUNNING, ENDED, UNKNOWN

	}

}
