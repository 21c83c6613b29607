package cinema.orchestrator.audience;

import java.time.Instant;
import java.util.List;

import cinema.orchestrator.letter.StoredReceiver;
import cinema.workflows.page.PageGroup;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of a page, in the order in which they are told.
 *
 * @param readAt when they were read, or null when that was not noted
 */
public record StoredPage(List<PageGroup> groups, List<StoredReceiver> receivers, @Nullable Instant readAt) {

	/** The same page with its receivers as they rest, or as they were before. */
	public StoredPage with(List<StoredReceiver> others) {
		return new StoredPage(this.groups, others, this.readAt);
	}

	boolean wasReadAfter(Instant moment) {
		return this.readAt != null && this.readAt.isAfter(moment);
	}

	public List<StoredReceiver> group(int place) {
		return this.receivers.stream().filter((one) -> one.group() == place).toList();
	}

}
