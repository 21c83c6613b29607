package cinema.auth.confirmation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.field.Emails;
import cinema.auth.link.Links;
import cinema.auth.outbox.Outbox;
import cinema.auth.page.Reader;
import cinema.auth.token.Secrets;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Lets the owner of an address confirm it by a code that only a letter to it carries. */
@Component
public class Confirmations {

	private final JdbcClient jdbc;

	private final Links links;

	private final LeftAddresses left;

	private final Outbox outbox;

	private final ConfirmationProperties properties;

	private final TransactionTemplate transactions;

	private final Clock clock;

	Confirmations(JdbcClient jdbc, Links links, LeftAddresses left, Outbox outbox, ConfirmationProperties properties,
			TransactionTemplate transactions, Clock clock) {
		this.jdbc = jdbc;
		this.links = links;
		this.left = left;
		this.outbox = outbox;
		this.properties = properties;
		this.transactions = transactions;
		this.clock = clock;
	}

	/** The short link that confirms this address, as a path. */
	@Transactional
	public String begin(UUID userId, String email) {
		return begin(userId, email, "confirm");
	}

	/** The short link that gives the user this address; an earlier one is void. */
	@Transactional
	public String beginChange(UUID userId, String email) {
		this.jdbc.sql("delete from confirmations where user_id = ? and purpose = 'change'").param(userId).update();
		return begin(userId, email, "change");
	}

	private String begin(UUID userId, String email, String purpose) {
		String code = Secrets.create();
		this.jdbc.sql("insert into confirmations (hash, user_id, email, expires_at, purpose) values (?, ?, ?, ?, ?)")
			.params(Secrets.hash(code), userId, email, now(this.properties.life()), purpose)
			.update();
		return this.links.create("/confirm-email?code=" + code, this.properties.life());
	}

	/** What a code would confirm; changes nothing. */
	Optional<Pending> find(String code) {
		return pending(code, "").filter((one) -> one.isChange() || one.isOwn());
	}

	private Optional<Pending> pending(String code, String lock) {
		return this.jdbc.sql("""
				select c.user_id, c.email, c.purpose, u.email as current, u.email_confirmed, u.locale
				  from confirmations c join users u on u.id = c.user_id
				 where c.hash = ? and c.expires_at > ? and u.is_active
				""" + lock).params(Secrets.hash(code), now(Duration.ZERO)).query(Pending.class).optional();
	}

	/**
	 * Confirms; empty for a code that is wrong, old, or for an address that the user has
	 * left or cannot have. Repeating is fine.
	 */
	Optional<Pending> confirm(String code) {
		try {
			return this.transactions
				.execute((transaction) -> pending(code, "for update of u, c").filter(this::isConfirmed));
		}
		catch (DuplicateKeyException ex) {
			// Somebody else has confirmed the same address in the same moment.
			return Optional.empty();
		}
	}

	/**
	 * Whoever reads the letter says that it was not them who asked for it. A change is
	 * forgotten at once.
	 * @return whose account is to be erased, since somebody else made it by their
	 * address; nothing for a code that is wrong, old, or was confirmed
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Optional<Refused> refuse(String code) {
		return pending(code, "for update of u, c").filter((one) -> !one.isDone() && (one.isChange() || one.isOwn()))
			.map((one) -> {
				this.jdbc.sql("delete from confirmations where hash = ?").param(Secrets.hash(code)).update();
				return new Refused(one.reader(), one.isOwn() ? one.userId() : null);
			});
	}

	private boolean isConfirmed(Pending pending) {
		if (pending.isOwn()) {
			confirmed(pending);
			return true;
		}
		return pending.isChange() && changed(pending);
	}

	private void confirmed(Pending pending) {
		if (!pending.emailConfirmed()) {
			this.jdbc.sql("update users set email_confirmed = true where id = ?").param(pending.userId()).update();
			this.outbox.announce("user_confirmed_email", UUID.randomUUID().toString(), pending.userId(), Map.of());
		}
	}

	/** The letter of warning goes to the address that was left. */
	private boolean changed(Pending pending) {
		String key = Emails.key(pending.email());
		int changed = this.jdbc.sql("""
				update users set email = ?, email_key = ?, email_confirmed = true
				 where id = ? and not exists (select 1 from users where email_key = ? and id <> ?)
				   and not exists (select 1 from left_addresses where email_key = ? and user_id <> ? and expires_at > ?)
				""")
			.params(pending.email(), key, pending.userId(), key, pending.userId(), key, pending.userId(),
					now(Duration.ZERO))
			.update();
		if (changed == 1) {
			this.jdbc.sql("delete from password_resets where user_id = ?").param(pending.userId()).update();
			this.outbox.announce("user_changed_email", UUID.randomUUID().toString(), pending.userId(),
					Map.of("email", pending.current(), "new_email", pending.email(), "undo_link",
							this.left.leave(pending.userId(), pending.current())));
		}
		return changed == 1;
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("confirmations", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	private Timestamp now(Duration plus) {
		return Timestamp.from(this.clock.instant().plus(plus));
	}

	/**
	 * An address whose owner did not ask for it.
	 *
	 * @param account that was made by it, or null where another one wanted to have it
	 */
	public record Refused(Reader reader, @Nullable UUID account) {
	}

	/** An address that waits for its owner's word, or has it already. */
	record Pending(UUID userId, String email, String purpose, String current, boolean emailConfirmed, String locale) {

		/** Only whoever has proven one address may have another. */
		boolean isChange() {
			return this.purpose.equals("change") && this.emailConfirmed;
		}

		boolean isOwn() {
			return this.email.equals(this.current);
		}

		boolean isDone() {
			return this.emailConfirmed && isOwn();
		}

		Reader reader() {
			return new Reader(this.email, this.locale);
		}

		/**
		 * The address that the account has, so that its owner knows it and nobody else
		 * does: {@code a...e@example.com}.
		 */
		String masked() {
			int at = this.current.lastIndexOf('@');
			// One of two letters is half of the address.
			int first = (at > 2) ? this.current.offsetByCodePoints(0, 1) : 0;
			String last = (at > 3) ? this.current.substring(this.current.offsetByCodePoints(at, -1), at) : "";
			return this.current.substring(0, first) + "..." + last + this.current.substring(at);
		}

	}

}
