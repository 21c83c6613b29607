package cinema.orchestrator.mailing;

import java.util.List;

import cinema.workflows.mailing.PageGroup;

/** The receivers of a page, in the order in which they are told. */
record StoredPage(List<PageGroup> groups, List<StoredReceiver> receivers) {

	List<StoredReceiver> group(int place) {
		return this.receivers.stream().filter((one) -> one.group() == place).toList();
	}

}
