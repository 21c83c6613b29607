package cinema.worker.email;

import java.time.Duration;
import java.util.Map;

import cinema.platform.setting.Bounds;
import cinema.workflows.contract.Urgency;
import cinema.platform.text.Domains;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters go out; the server itself is {@code spring.mail}, unless there are several.
 *
 * @param from the sender's address
 * @param bulkFrom the sender's address of mailings, if it is another one
 * @param fromName the sender's name
 * @param messageIdDomain what stands behind the posting's id in the Message-ID
 * @param heloName the name that we greet the mail server with: a full name of this host,
 * with a dot, or an address like {@code [192.0.2.1]}; the domain of the sender's address
 * if none is given
 * @param connections how many are open at most
 * @param bulkConnections how many of them mailings may have; two are always left to
 * others
 * @param lettersPerConnection after how many letters a connection is closed and made anew
 * @param idle after how long without a letter a connection is closed
 * @param refusals after how many refusals in a row that are about us, and not a receiver,
 * letters of that urgency wait while one at a time tries
 * @param late an answer to a letter that takes longer comes late: where half of them do,
 * and there are other providers, letters go by those
 * @param providers the mail servers by name, if there are several; {@code spring.mail} is
 * none of them then, except for its properties
 */
@ConfigurationProperties(prefix = "cinema.email", ignoreUnknownFields = false)
record EmailProperties(@DefaultValue("no-reply@cinema.example") String from, @Nullable String bulkFrom,
		@DefaultValue("Cinema") String fromName, @DefaultValue("cinema.example") String messageIdDomain,
		@Nullable String heloName, @DefaultValue("32") int connections, @DefaultValue("20") int bulkConnections,
		@DefaultValue("100") int lettersPerConnection, @DefaultValue("30s") Duration idle,
		@DefaultValue("5") int refusals, @DefaultValue("1s") Duration late, @DefaultValue Timeouts timeouts,
		@DefaultValue Map<String, ProviderProperties> providers) {

	private static final String ADDRESS = "[^@\\s<>]+@[^@\\s<>]+";

	EmailProperties {
		Bounds.require(from.matches(ADDRESS), "cinema.email.from", "an address like no-reply@cinema.example", from);
		bulkFrom = (bulkFrom == null || bulkFrom.isBlank()) ? null : bulkFrom;
		Bounds.require(bulkFrom == null || bulkFrom.matches(ADDRESS), "cinema.email.bulk-from",
				"an address like no-reply@news.cinema.example", String.valueOf(bulkFrom));
		Bounds.require(messageIdDomain.matches("[A-Za-z0-9.-]+"), "cinema.email.message-id-domain",
				"a domain like cinema.example", messageIdDomain);
		Bounds.require(heloName == null || heloName.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+|\\[[0-9A-Za-z:.]+]"),
				"cinema.email.helo-name", "a name with a dot, like mail.cinema.example", String.valueOf(heloName));
		Bounds.between("cinema.email.connections", 1, 1000, connections);
		Bounds.between("cinema.email.bulk-connections", 1, 1000, bulkConnections);
		Bounds.between("cinema.email.letters-per-connection", 1, 100_000, lettersPerConnection);
		Bounds.positive("cinema.email.idle", idle);
		Bounds.between("cinema.email.refusals", 1, 1000, refusals);
		Bounds.positive("cinema.email.late", late);
		providers.forEach((name, provider) -> provider.check("cinema.email.providers." + name, name));
		for (Urgency urgency : Urgency.values()) {
			Bounds.require(providers.isEmpty() || providers.values().stream().anyMatch((one) -> one.takes(urgency)),
					"cinema.email.providers", "one with a weight that serves " + urgency + " letters",
					providers.keySet());
		}
	}

	/**
	 * How long a server may take to greet, and to answer EHLO: no longer than a
	 * connection where another one stands in.
	 */
	Duration session() {
		return (this.providers.size() > 1) ? this.timeouts.connect() : this.timeouts.command();
	}

	/** Who sends letters of an urgency. */
	String from(Urgency urgency) {
		return (urgency == Urgency.BULK && this.bulkFrom != null) ? this.bulkFrom : this.from;
	}

	/** What the mail server is greeted with. */
	String greeting() {
		return (this.heloName != null) ? this.heloName : Domains.ascii(this.from.substring(this.from.indexOf('@') + 1));
	}

	/**
	 * How long the mail server may take (RFC 5321, 4.5.3.2).
	 *
	 * @param connect how long it may take to be there: for a connection, and between
	 * letters
	 * @param command how long it may take to greet, and to answer EHLO, MAIL or RCPT
	 * @param data how long it may take to answer DATA
	 * @param block how long it may take for a part of a letter
	 * @param dot how long it may take to answer the end of a letter
	 */
	record Timeouts(@DefaultValue("10s") Duration connect, @DefaultValue("5m") Duration command,
			@DefaultValue("2m") Duration data, @DefaultValue("3m") Duration block, @DefaultValue("10m") Duration dot) {

		Timeouts {
			Bounds.positive("cinema.email.timeouts.connect", connect);
			Bounds.positive("cinema.email.timeouts.command", command);
			Bounds.positive("cinema.email.timeouts.data", data);
			Bounds.positive("cinema.email.timeouts.block", block);
			Bounds.positive("cinema.email.timeouts.dot", dot);
		}

	}

}
