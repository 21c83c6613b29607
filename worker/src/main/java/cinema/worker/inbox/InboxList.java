package cinema.worker.inbox;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which messages of an inbox. */
enum InboxList {

	/** What waits: neither archived nor put off. */
	ALL("archived_at is null and snoozed_until is null"),

	UNREAD("archived_at is null and snoozed_until is null and read_at is null"),

	ARCHIVED("archived_at is not null and snoozed_until is null"),

	SNOOZED("snoozed_until is not null");

	private final String condition;

	InboxList(String condition) {
		this.condition = condition;
	}

	/** In SQL. */
	String condition() {
		return "retracted_at is null and " + this.condition;
	}

	static Optional<InboxList> of(String name) {
		return Arrays.stream(values()).filter((one) -> one.toString().equals(name)).findFirst();
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}
