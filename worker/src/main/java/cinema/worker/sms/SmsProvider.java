package cinema.worker.sms;

import java.util.List;
import java.util.Set;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.provider.Provider;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.SendLimit;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

/**
 * One that takes messages, with its window, what it thinks of us and what it is for.
 *
 * @param name the only one's is {@code default} if nothing is said
 * @param countries how numbers begin to which it takes messages; all if nothing is said
 */
record SmsProvider(String name, SmsGateway gateway, int weight, Set<Urgency> serves, List<String> countries,
		SmsWindow window, ChannelStanding standing, ProviderHealth health, SendLimit limit) implements Provider {

	/** Of the only one that has no name, whose references have none either. */
	static final String DEFAULT = "default";

	private static final String END = ":";

	boolean reaches(String address) {
		return this.countries.isEmpty() || SmsProperties.reaches(this.countries, address);
	}

	/** What stands in front of what it calls messages, which others may call the same. */
	static String prefix(String name) {
		return name.equals(DEFAULT) ? "" : name + END;
	}

	@Override
	public @Nullable String trouble() {
		return this.gateway.trouble();
	}

	/** Its gateway tells when it is away. */
	@Override
	public boolean isThere() {
		return true;
	}

	@Override
	public boolean sits(Urgency urgency) {
		return this.window.sits(urgency);
	}

	@Override
	public boolean sits(Urgency urgency, long most) throws InterruptedException {
		return this.window.sits(urgency, most);
	}

	@Override
	public void leave(Urgency urgency) {
		this.window.leave(urgency);
	}

}
