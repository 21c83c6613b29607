package cinema.auth.foothold;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import cinema.auth.token.Families;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Everything besides the password by which somebody is in an account or comes back into
 * it. Whoever proves that an account is theirs ends it here, because somebody else may
 * have planted it before.
 */
@Component
public class Footholds {

	/** Also for people who keep their own addresses and accounts elsewhere. */
	private static final List<String> BEGUN = List.of(
			"delete from confirmations where user_id = ? and purpose = 'change'",
			"delete from social_attempts where user_id = ?",
			"delete from second_factors where user_id = ? and confirmed_at is null",
			"delete from known_devices where user_id = ?",
			"delete from oauth2_authorization where principal_name = ?::text");

	private static final List<String> KEPT = List.of("delete from social_accounts where user_id = ?",
			"delete from second_factors where user_id = ?", "delete from left_addresses where user_id = ?");

	private static final String LINKED_SINCE = "delete from social_accounts where user_id = ? and linked_at >= ?";

	private static final String SET_UP_SINCE = "delete from second_factors where user_id = ? and confirmed_at >= ?";

	private final JdbcClient jdbc;

	private final Families families;

	Footholds(JdbcClient jdbc, Families families) {
		this.jdbc = jdbc;
		this.families = families;
	}

	/**
	 * Lets nobody begin anything by what was right until now, and whoever is about to
	 * begin it come first, until the transaction ends.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void lock(UUID userId) {
		this.jdbc.sql("select id from users where id = ? for no key update").param(userId).query(UUID.class).optional();
	}

	/**
	 * Ends sessions, what clients were granted, known devices and what was begun but not
	 * completed. Links and addresses of before stay: they were proven.
	 * @param kept the family of tokens of the device that asks, or null for none
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void end(UUID userId, @Nullable UUID kept, String reason) {
		lock(userId);
		if (kept != null) {
			this.families.endOthers(userId, kept, reason);
		}
		else {
			this.families.endAll(userId, reason);
			// Whoever is in keeps nobody from coming back by a letter.
			this.jdbc.sql("delete from password_resets where user_id = ?").param(userId).update();
		}
		BEGUN.forEach((sql) -> this.jdbc.sql(sql).param(userId).update());
		this.jdbc.sql("""
				delete from devices d where user_id = ? and not exists (select 1 from families f
				 where f.id = ?::uuid and d.fingerprint = encode(sha256(convert_to(f.device, 'UTF8')), 'hex'))
				""").param(userId).param(kept).update();
	}

	/**
	 * The same for whoever comes back by a letter: a thief who had the password may have
	 * prepared another way in, or a code that keeps the owner out.
	 * @param since from when on what was linked or set up is void, too
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endSince(UUID userId, Instant since, String reason) {
		end(userId, null, reason);
		this.jdbc.sql(SET_UP_SINCE).params(userId, Timestamp.from(since)).update();
		endLinks(userId, since);
	}

	/** Ends what was linked from this moment on, and nothing else. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endLinks(UUID userId, Instant since) {
		this.jdbc.sql(LINKED_SINCE).params(userId, Timestamp.from(since)).update();
	}

	/** Ends all of it, for an account that nobody had proven to be theirs. */
	@Transactional(propagation = Propagation.MANDATORY)
	public void endAll(UUID userId, String reason) {
		end(userId, null, reason);
		KEPT.forEach((sql) -> this.jdbc.sql(sql).param(userId).update());
	}

}
