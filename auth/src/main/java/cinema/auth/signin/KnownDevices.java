package cinema.auth.signin;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.request.Caller;
import cinema.auth.token.Secrets;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Devices that have signed in to an account, each known by a secret of its own, of which
 * a hash is kept. Whoever holds one is not held up by what others guess.
 */
@Component
public class KnownDevices {

	/** Of one user; those that were not seen for longest are forgotten. */
	private static final int MOST = 20;

	private final JdbcClient jdbc;

	private final SignInProperties properties;

	private final Clock clock;

	KnownDevices(JdbcClient jdbc, SignInProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	Optional<UUID> find(@Nullable String secret, String emailKey) {
		if (secret == null) {
			return Optional.empty();
		}
		return this.jdbc.sql("""
				select d.id from known_devices d join users u on u.id = d.user_id
				 where d.hash = ? and u.email_key = ? and d.seen_at > ?
				""").params(Secrets.hash(secret), emailKey, oldest()).query(UUID.class).optional();
	}

	/**
	 * Keeps in mind that a device has signed in.
	 * @param secret what the device showed, or null
	 * @return what it has to show the next time
	 */
	@Transactional
	public String remember(UUID userId, @Nullable String secret, Caller caller) {
		Timestamp now = Timestamp.from(this.clock.instant());
		if (secret != null && this.jdbc
			.sql("update known_devices set seen_at = ?, device = ?, address = ? where hash = ? and user_id = ?")
			.params(now, caller.device(), caller.address(), Secrets.hash(secret), userId)
			.update() == 1) {
			return secret;
		}
		String created = Secrets.create();
		this.jdbc.sql("""
				insert into known_devices (id, user_id, hash, device, address, created_at, seen_at)
				values (?, ?, ?, ?, ?, ?, ?)
				""")
			.params(UUID.randomUUID(), userId, Secrets.hash(created), caller.device(), caller.address(), now, now)
			.update();
		this.jdbc.sql("""
				delete from known_devices where id in
				  (select id from known_devices where user_id = ? order by seen_at desc, id offset ?)
				""").params(userId, MOST).update();
		return created;
	}

	/** All of a user, the one that was seen last first. */
	List<KnownDevice> of(UUID userId) {
		return this.jdbc.sql("""
				select id, device, address, created_at, seen_at from known_devices
				 where user_id = ? and seen_at > ? order by seen_at desc, id
				""").params(userId, oldest()).query(KnownDevice.class).list();
	}

	/** Knows a device no more; false when it is none of the user's. */
	boolean forget(UUID userId, UUID id) {
		return this.jdbc.sql("delete from known_devices where id = ? and user_id = ?").params(id, userId).update() == 1;
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forgetOld() {
		new Sweep("known_devices", "seen_at").delete(this.jdbc, oldest().toInstant());
	}

	private Timestamp oldest() {
		return Timestamp.from(this.clock.instant().minus(this.properties.deviceLife()));
	}

	/**
	 * A device that is known.
	 *
	 * @param device the user agent as it called itself
	 * @param address the network address where it was seen last
	 */
	record KnownDevice(UUID id, String device, String address, Instant createdAt, Instant seenAt) {
	}

}
