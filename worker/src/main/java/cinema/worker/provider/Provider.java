package cinema.worker.provider;

import java.util.Collection;
import java.util.List;
import java.util.Set;

import cinema.worker.channel.ChannelStanding;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/** One that takes postings of a channel, alone or beside others. */
public interface Provider {

	/** The only one's is not told. */
	String name();

	/** Its share beside others'; with 0 it is drained. */
	int weight();

	/** What it is for. */
	Set<Urgency> serves();

	/** What it thinks of us. */
	ChannelStanding standing();

	/** How well it answers. */
	ProviderHealth health();

	/** What it takes. */
	SendLimit limit();

	/** Whether postings of an urgency go there, as long as it takes any. */
	default boolean takes(Urgency urgency) {
		return weight() > 0 && serves().contains(urgency);
	}

	/** Whether all of these that are for an urgency refuse us, and there is one. */
	static boolean allRefuse(Collection<? extends Provider> all, Urgency urgency) {
		List<? extends Provider> some = all.stream().filter((one) -> one.takes(urgency)).toList();
		return !some.isEmpty() && some.stream().allMatch((one) -> one.standing().isRefused(urgency));
	}

	/** Takes a seat for a posting if there is one now; it is to be left. */
	boolean sits(Urgency urgency);

	/**
	 * Waits for a seat.
	 * @param most for so long, in nanoseconds
	 */
	boolean sits(Urgency urgency, long most) throws InterruptedException;

	void leave(Urgency urgency);

	/** What keeps it from taking any just now, where it can tell; else null. */
	default @Nullable String trouble() {
		return null;
	}

	/**
	 * Whether one that refuses us is there at all: what could go by another one is not to
	 * wait for one that says nothing.
	 */
	boolean isThere();

}
