package cinema.worker.bounce;

import java.time.Duration;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How what comes back is read.
 *
 * @param maxSize how much of a mail is looked at; reports come first in it
 */
@ConfigurationProperties(prefix = "cinema.bounce", ignoreUnknownFields = false)
record BounceProperties(@DefaultValue("512KB") DataSize maxSize, @DefaultValue Mailbox mailbox) {

	BounceProperties {
		Bounds.positive("cinema.bounce.max-size", maxSize);
	}

	/**
	 * The mailbox of the return path, read by IMAP (RFC 9051).
	 *
	 * @param host of the server; without it no mailbox is read
	 * @param port where it listens
	 * @param tls whether the connection is TLS from its first byte
	 * @param username whose mailbox it is
	 * @param password of theirs
	 * @param folder which is read
	 * @param every how often it is looked into
	 * @param timeout the longest to wait for the server's next word
	 * @param keep whether mail that was read stays, marked as seen, and is not deleted
	 */
	record Mailbox(@Nullable String host, @DefaultValue("993") int port, @DefaultValue("true") boolean tls,
			@DefaultValue("") String username, @DefaultValue("") String password, @DefaultValue("INBOX") String folder,
			@DefaultValue("30s") Duration every, @DefaultValue("30s") Duration timeout,
			@DefaultValue("false") boolean keep) {

		Mailbox {
			Bounds.between("cinema.bounce.mailbox.port", 1, 65_535, port);
			Bounds.positive("cinema.bounce.mailbox.every", every);
			Bounds.positive("cinema.bounce.mailbox.timeout", timeout);
			Bounds.present("cinema.bounce.mailbox.folder", folder);
		}

		/** Null when no mailbox is read. */
		@Nullable String server() {
			return (this.host == null || this.host.isBlank()) ? null : this.host;
		}

		@Override
		public String toString() {
			return "Mailbox[" + this.username + " at " + this.host + "]";
		}

	}

}
