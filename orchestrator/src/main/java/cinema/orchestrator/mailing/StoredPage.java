package cinema.orchestrator.mailing;

import java.time.Instant;
import java.util.List;

import cinema.workflows.page.PageGroup;
import org.jspecify.annotations.Nullable;

/**
 * The receivers of a page, in the order in which they are told.
 *
 * @param readAt when they were read, or null when that was not noted
 */
record StoredPage(List<PageGroup> groups, List<StoredReceiver> receivers, @Nullable Instant readAt) {

	boolean wasReadAfter(Instant moment) {
		return this.readAt != null && this.readAt.isAfter(moment);
	}

	List<StoredReceiver> group(int place) {
		return this.receivers.stream().filter((one) -> one.group() == place).toList();
	}

}
