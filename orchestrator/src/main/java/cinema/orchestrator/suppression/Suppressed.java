package cinema.orchestrator.suppression;

import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.receiver.Receiver;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * Which of some addresses are suppressed and which channels are off, and what that means
 * for a notice.
 */
public final class Suppressed {

	private final Map<String, Suppression> byAddress;

	private final Set<Channel> served;

	Suppressed(Map<String, Suppression> byAddress, Set<Channel> served) {
		this.byAddress = byAddress;
		this.served = served;
	}

	/**
	 * Those channels that reach somebody: without one that is suppressed or off where
	 * another one does.
	 * @param all those of the notice
	 */
	public List<Channel> channels(Receiver receiver, Terms terms, Urgency urgency, List<Channel> all) {
		List<Channel> on = all.stream().filter(this.served::contains).toList();
		List<Channel> heard = receiver.channels(terms, on.isEmpty() ? all : on);
		List<Channel> rest = heard.stream()
			.filter((one) -> why(receiver, one, terms.required(), urgency) == null)
			.toList();
		return rest.isEmpty() ? heard : rest;
	}

	/** Whether none of them is. */
	boolean isEmpty() {
		return this.byAddress.isEmpty();
	}

	/** Why a notice does not go to somebody by this channel, or null when it may. */
	public @Nullable String why(Receiver receiver, Channel channel, boolean required, Urgency urgency) {
		if (!this.served.contains(channel)) {
			return "channel is off: " + channel;
		}
		String address = channel.has(Channel.Trait.RETURNS) ? receiver.address(channel) : null;
		Suppression known = (address != null) ? this.byAddress.get(address) : null;
		return (known != null && known.blocks(required, urgency)) ? known.why() : null;
	}

}
