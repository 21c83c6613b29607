package cinema.worker.email;

import java.time.Duration;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How letters go out; the server itself is {@code spring.mail}.
 *
 * @param messageIdDomain what stands behind the posting's id in the Message-ID
 * @param connections how many are open at most
 * @param lettersPerConnection after how many a connection is closed and made anew
 * @param idle after how long without a letter a connection is closed
 */
@ConfigurationProperties(prefix = "cinema.email", ignoreUnknownFields = false)
record EmailProperties(@DefaultValue("no-reply@cinema.example") String from, @DefaultValue("Cinema") String fromName,
		@DefaultValue("cinema.example") String messageIdDomain, @DefaultValue("12") int connections,
		@DefaultValue("100") int lettersPerConnection, @DefaultValue("30s") Duration idle) {
}
