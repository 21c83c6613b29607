package cinema.worker.email;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters go out; the server itself is {@code spring.mail}.
 *
 * @param from the sender's address
 * @param fromName the sender's name
 * @param messageIdDomain what stands behind the posting's id in the Message-ID
 * @param connections how many are open at most
 * @param lettersPerConnection after how many letters a connection is closed and made anew
 * @param idle after how long without a letter a connection is closed
 */
@ConfigurationProperties(prefix = "cinema.email", ignoreUnknownFields = false)
record EmailProperties(@DefaultValue("no-reply@cinema.example") String from, @DefaultValue("Cinema") String fromName,
		@DefaultValue("cinema.example") String messageIdDomain, @DefaultValue("12") int connections,
		@DefaultValue("100") int lettersPerConnection, @DefaultValue("30s") Duration idle) {

	EmailProperties {
		Bounds.require(from.matches("[^@\\s<>]+@[^@\\s<>]+"), "cinema.email.from",
				"an address like no-reply@cinema.example", from);
		Bounds.require(messageIdDomain.matches("[A-Za-z0-9.-]+"), "cinema.email.message-id-domain",
				"a domain like cinema.example", messageIdDomain);
		Bounds.between("cinema.email.connections", 1, 1000, connections);
		Bounds.between("cinema.email.letters-per-connection", 1, 100_000, lettersPerConnection);
		Bounds.positive("cinema.email.idle", idle);
	}

}
