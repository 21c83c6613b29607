package cinema.auth.signin;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.outbox.Outbox;
import cinema.auth.request.Caller;
import cinema.auth.token.Secrets;
import cinema.platform.parameter.Cursor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Who signed in when, from where and with what. */
@Component
public class SignInHistory {

	static final Cursor END = new Cursor(Instant.parse("9999-01-01T00:00:00Z"), new UUID(-1, -1).toString());

	private final JdbcClient jdbc;

	private final Outbox outbox;

	private final Clock clock;

	SignInHistory(JdbcClient jdbc, Outbox outbox, Clock clock) {
		this.jdbc = jdbc;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Writes a sign-in down, and announces it when the device is new; the very first
	 * device of a user is no news.
	 */
	@Transactional
	public void note(UUID userId, Caller caller, String way) {
		Timestamp now = Timestamp.from(this.clock.instant());
		boolean first = !this.jdbc.sql("select exists (select 1 from devices where user_id = ?)")
			.param(userId)
			.query(Boolean.class)
			.single();
		boolean unseen = this.jdbc.sql("""
				insert into devices (user_id, fingerprint, seen_at) values (?, ?, ?)
				on conflict (user_id, fingerprint) do update set seen_at = excluded.seen_at returning xmax = 0
				""").params(userId, Secrets.hash(caller.device()), now).query(Boolean.class).single();
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into signins (id, user_id, at, address, device, way, new_device) values (?, ?, ?, ?, ?, ?, ?)
				""").params(id, userId, now, caller.address(), caller.device(), way, unseen && !first).update();
		if (unseen && !first) {
			this.outbox.announce("user_signed_in_from_new_device", id.toString(), userId, Map.of("signed_in_at",
					now.toInstant().toString(), "address", caller.address(), "device", caller.deviceName()));
		}
	}

	/** The newest ones before a place; all are before {@link #END}. */
	List<SignIn> read(UUID userId, Cursor before, long skip, int size) {
		return this.jdbc.sql("""
				select id, at, address, device, way, new_device from signins
				 where user_id = ? and (at, id) < (?, ?) order by at desc, id desc offset ? limit ?
				""").params(userId, Timestamp.from(before.at()), before.uuid(), skip, size).query(SignIn.class).list();
	}

	public void forget(UUID userId) {
		this.jdbc.sql("delete from signins where user_id = ?").param(userId).update();
	}

	/**
	 * One sign-in.
	 *
	 * @param address the network address
	 * @param device the user agent as it called itself
	 * @param way {@code password}, {@code browser} or {@code social:<service>}
	 */
	record SignIn(UUID id, Instant at, String address, String device, String way, boolean newDevice) {
	}

}
