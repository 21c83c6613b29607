package cinema.worker.email;

import java.util.Set;

import cinema.worker.channel.ChannelStanding;
import cinema.worker.provider.Provider;
import cinema.worker.provider.ProviderHealth;
import cinema.worker.provider.SendLimit;
import cinema.workflows.contract.Urgency;

/**
 * A mail server with its connections, what it thinks of us, how well it answers and what
 * it takes.
 *
 * @param name the only one's is {@code main}
 */
record SmtpProvider(String name, SmtpServer server, int weight, Set<Urgency> serves, SmtpPool pool,
		ChannelStanding standing, ProviderHealth health, SendLimit limit, SmtpMeters replies) implements Provider {

	/** Of the only one. */
	static final String MAIN = "main";

	@Override
	public boolean isThere() {
		return this.server.isThere();
	}

	@Override
	public boolean sits(Urgency urgency) {
		return this.pool.sits(urgency);
	}

	@Override
	public boolean sits(Urgency urgency, long most) throws InterruptedException {
		return this.pool.sits(urgency, most);
	}

	@Override
	public void leave(Urgency urgency) {
		this.pool.leave(urgency);
	}

}
