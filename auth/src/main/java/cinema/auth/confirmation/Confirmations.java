package cinema.auth.confirmation;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.UUID;

import cinema.auth.link.Links;
import cinema.auth.token.Secrets;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Lets the owner of an address confirm it by a code that only a letter to it carries. */
@Component
public class Confirmations {

	private final JdbcClient jdbc;

	private final Links links;

	private final ConfirmationProperties properties;

	private final Clock clock;

	Confirmations(JdbcClient jdbc, Links links, ConfirmationProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.links = links;
		this.properties = properties;
		this.clock = clock;
	}

	/** The short link that confirms this address, as a path. */
	@Transactional
	public String begin(UUID userId, String email) {
		String code = Secrets.create();
		this.jdbc.sql("insert into confirmations (hash, user_id, email, expires_at) values (?, ?, ?, ?)")
			.param(Secrets.hash(code))
			.param(userId)
			.param(email)
			.param(Timestamp.from(this.clock.instant().plus(this.properties.life())))
			.update();
		return this.links.create("/api/v1/confirm-email?code=" + code, this.properties.life());
	}

	/**
	 * Confirms; false for a code that is wrong, old, or for an address that the user has
	 * left. Repeating is fine.
	 */
	@Transactional
	boolean confirm(String code) {
		return this.jdbc.sql("""
				update users u set email_confirmed = true from confirmations c
				 where c.hash = ? and c.expires_at > ? and u.id = c.user_id and u.email = c.email
				""").param(Secrets.hash(code)).param(Timestamp.from(this.clock.instant())).update() == 1;
	}

}
