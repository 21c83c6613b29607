package cinema.auth.token;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Families of refresh tokens: one for each sign-in on a device. When a family ends, all
 * its tokens end.
 */
@Component
public class Families {

	private final JdbcClient jdbc;

	private final TokenProperties properties;

	private final Clock clock;

	Families(JdbcClient jdbc, TokenProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	UUID begin(UUID userId, Caller caller) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into families (id, user_id, address, device, created_at, expires_at) values (?, ?, ?, ?, ?, ?)
				""")
			.params(id, userId, caller.address(), caller.device(), now(),
					Timestamp.from(this.clock.instant().plus(this.properties.familyLifetime())))
			.update();
		return id;
	}

	/** Whether somebody who is signed in has been so for no longer than that. */
	public boolean isFresh(UUID id, UUID userId, Duration age) {
		return this.jdbc.sql("select exists (select 1 from families where id = ? and user_id = ? and created_at > ?)")
			.params(id, userId, Timestamp.from(this.clock.instant().minus(age)))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Signs out one device, and the browser on it.
	 * @return whether it was signed in
	 */
	@Transactional
	public boolean end(UUID id, String reason) {
		int ended = this.jdbc.sql("update families set ended_at = ?, end_reason = ? where id = ? and ended_at is null")
			.params(now(), reason, id)
			.update();
		this.jdbc.sql("""
				delete from browser_sessions b using families f
				 where f.id = ? and b.user_id = f.user_id and b.device = f.device and f.device <> ''
				""").param(id).update();
		this.jdbc.sql("select user_id from families where id = ?")
			.param(id)
			.query(UUID.class)
			.optional()
			.ifPresent(this::endCodes);
		return ended > 0;
	}

	/** Signs out all devices of a user, and knows none of them any more. */
	public void endAll(UUID userId, String reason) {
		endOthers(userId, null, reason);
		this.jdbc.sql("delete from known_devices where user_id = ?").param(userId).update();
		this.jdbc.sql("delete from half_signins where user_id = ?").param(userId).update();
	}

	/**
	 * Signs out all devices of a user but one.
	 * @param kept that one's family, or null for none
	 */
	public void endOthers(UUID userId, @Nullable UUID kept, String reason) {
		this.jdbc.sql("""
				update families set ended_at = ?, end_reason = ?
				 where user_id = ? and id is distinct from ?::uuid and ended_at is null
				""").param(now()).param(reason).param(userId).param(kept).update();
		endBrowsers(userId);
	}

	public void endBrowsers(UUID userId) {
		this.jdbc.sql("delete from browser_sessions where user_id = ?").param(userId).update();
		endCodes(userId);
	}

	/** Takes back the codes of a user for which nobody has fetched the tokens yet. */
	public void endCodes(UUID userId) {
		this.jdbc.sql("delete from oauth2_authorization where principal_name = ? and access_token_value is null")
			.param(userId.toString())
			.update();
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("families", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
