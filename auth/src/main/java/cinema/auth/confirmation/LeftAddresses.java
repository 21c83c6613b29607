package cinema.auth.confirmation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.field.Emails;
import cinema.auth.foothold.Footholds;
import cinema.auth.link.Links;
import cinema.auth.outbox.Outbox;
import cinema.auth.page.Reader;
import cinema.auth.token.Secrets;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Addresses that users have left. For some days the letter of warning gives the address
 * back to its owner, because it may have been a thief who left it.
 */
@Component
public class LeftAddresses {

	private final JdbcClient jdbc;

	private final Links links;

	private final Footholds footholds;

	private final Outbox outbox;

	private final ConfirmationProperties properties;

	private final Clock clock;

	LeftAddresses(JdbcClient jdbc, Links links, Footholds footholds, Outbox outbox, ConfirmationProperties properties,
			Clock clock) {
		this.jdbc = jdbc;
		this.links = links;
		this.footholds = footholds;
		this.outbox = outbox;
		this.properties = properties;
		this.clock = clock;
	}

	/** The short link that gives this address back, as a path. */
	String leave(UUID userId, String email) {
		String code = Secrets.create();
		this.jdbc
			.sql("""
					insert into left_addresses (hash, user_id, email, email_key, left_at, expires_at) values (?, ?, ?, ?, ?, ?)
					""")
			.params(Secrets.hash(code), userId, email, Emails.key(email), now(Duration.ZERO),
					now(this.properties.undoLife()))
			.update();
		return this.links.create(this.properties.undoPage() + "?code=" + code, this.properties.undoLife());
	}

	/** Whose address a code would give back; changes nothing. */
	public Optional<Reader> find(String code) {
		return this.jdbc.sql("""
				select l.email, u.locale from left_addresses l join users u on u.id = l.user_id
				 where l.hash = ? and l.expires_at > ? and u.is_active
				""").params(Secrets.hash(code), now(Duration.ZERO)).query(Reader.class).optional();
	}

	/** Whether an address may still go back to somebody. */
	public boolean isKept(String email) {
		return this.jdbc.sql("select exists (select 1 from left_addresses where email_key = ? and expires_at > ?)")
			.params(Emails.key(email), now(Duration.ZERO))
			.query(Boolean.class)
			.single();
	}

	/** Whether a user has got another address so lately that they can have it back. */
	public boolean isChanged(UUID userId) {
		return this.jdbc.sql("select exists (select 1 from left_addresses where user_id = ? and expires_at > ?)")
			.params(userId, now(Duration.ZERO))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Gives a user the address back and locks out whoever left it: sessions, password,
	 * and what was asked for, linked or set up since then, or shortly before, are void.
	 * Empty for a code that is wrong, old or used.
	 */
	@Transactional
	public Optional<UUID> takeBack(String code) {
		Optional<Left> left = this.jdbc.sql(
				"select number, user_id, email, left_at from left_addresses where hash = ? and expires_at > ? for update")
			.params(Secrets.hash(code), now(Duration.ZERO))
			.query(Left.class)
			.optional();
		return left.filter(this::restore).map((one) -> {
			lockOut(one);
			this.outbox.announce("user_restored_email", UUID.randomUUID().toString(), one.userId(),
					Map.of("email", one.email()));
			return one.userId();
		});
	}

	private boolean restore(Left left) {
		String key = Emails.key(left.email());
		return this.jdbc.sql("""
				update users set email = ?, email_key = ?, email_confirmed = true, password = null
				 where id = ? and is_active and not exists (select 1 from users where email_key = ? and id <> ?)
				""").params(left.email(), key, left.userId(), key, left.userId()).update() == 1;
	}

	private void lockOut(Left left) {
		this.jdbc.sql("delete from left_addresses where user_id = ? and number >= ?")
			.params(left.userId(), left.number())
			.update();
		// Whoever takes an address away prepares a way back in before.
		this.footholds.endSince(left.userId(), left.leftAt().toInstant().minus(this.properties.undoLife()),
				"address restored");
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("left_addresses", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	private Timestamp now(Duration plus) {
		return Timestamp.from(this.clock.instant().plus(plus));
	}

	record Left(long number, UUID userId, String email, Timestamp leftAt) {
	}

}
