package cinema.worker.email;

import java.util.EnumSet;
import java.util.Set;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One of several mail servers.
 *
 * @param host its name
 * @param port {@code 587} with {@code starttls}, {@code 465} with {@code tls}, else
 * {@code 25}, if none is given
 * @param username whom we sign in as, if we do
 * @param password of that user
 * @param security {@code none}, {@code starttls} (required, RFC 3207) or {@code tls}
 * (from the start, RFC 8314)
 * @param weight its share beside the others' of all that it serves; with 0 it is left
 * alone
 * @param serves what it is for; everything if nothing is said
 * @param connections how many are open to it at most; {@code cinema.email.connections} if
 * nothing is said
 * @param bulkConnections how many of them mailings may have;
 * {@code cinema.email.bulk-connections} if nothing is said
 * @param perSecond how many letters a second each worker gives it, evenly; 0 for as many
 * as there are
 * @param perDay how many letters a day (UTC) all workers together give it; mailings leave
 * a tenth to others; 0 for as many as there are
 */
record ProviderProperties(@Nullable String host, @Nullable Integer port, @Nullable String username,
		@Nullable String password, @DefaultValue("none") Security security, @DefaultValue("100") int weight,
		@DefaultValue Set<Urgency> serves, @Nullable Integer connections, @Nullable Integer bulkConnections,
		@DefaultValue("0") int perSecond, @DefaultValue("0") int perDay) {

	/** How a connection is kept from others. */
	enum Security {

		NONE(25), STARTTLS(587), TLS(465);

		private final int port;

		Security(int port) {
			this.port = port;
		}

	}

	ProviderProperties {
		serves = serves.isEmpty() ? EnumSet.allOf(Urgency.class) : EnumSet.copyOf(serves);
	}

	/** What is wrong is named by the whole setting. */
	void check(String setting, String name) {
		Bounds.require(name.matches("[a-z0-9][a-z0-9-]{0,29}"), setting,
				"a name of at most 30 small letters, digits and hyphens", name);
		Bounds.require(this.host != null && !this.host.isBlank(), setting + ".host", "the name of a mail server",
				String.valueOf(this.host));
		Bounds.between(setting + ".port", 1, 65_535, actualPort());
		Bounds.between(setting + ".weight", 0, 1000, this.weight);
		Bounds.between(setting + ".connections", 1, 1000, (this.connections != null) ? this.connections : 1);
		Bounds.between(setting + ".bulk-connections", 1, 1000,
				(this.bulkConnections != null) ? this.bulkConnections : 1);
		Bounds.between(setting + ".per-second", 0, 100_000, this.perSecond);
		Bounds.between(setting + ".per-day", 0, 1_000_000_000, this.perDay);
	}

	boolean takes(Urgency urgency) {
		return this.weight > 0 && this.serves.contains(urgency);
	}

	int actualPort() {
		return (this.port != null) ? this.port : this.security.port;
	}

	@Override
	public String toString() {
		return "ProviderProperties[" + this.host + ":" + actualPort() + "]";
	}

}
