package cinema.worker.push;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
import cinema.worker.channel.Forgetful;
import cinema.worker.push.PushController.PushSubscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Which browsers take notifications for whom. */
@Component
class PushSubscriptions implements Forgetful {

	private static final Logger logger = LoggerFactory.getLogger(PushSubscriptions.class);

	/** Longer than any token lives, and anything is on its way. */
	private static final Duration MARK = Duration.ofDays(400);

	private static final String WRITE = """
			insert into push_subscription (endpoint_hash, id, person, endpoint, p256dh, auth, label, public_key, created_at, used_at)
			select :hash, :id, :person, :endpoint, :p256dh, :auth, :label, :key, :now::timestamptz, :now::timestamptz
			 where not exists (select 1 from push_erased where person = :person)
			on conflict (endpoint_hash) do update set person = excluded.person, p256dh = excluded.p256dh, auth = excluded.auth,
			       label = excluded.label, public_key = excluded.public_key, used_at = excluded.used_at,
			       id = case when push_subscription.person = excluded.person then push_subscription.id else excluded.id end
			returning *
			""";

	private final JdbcClient jdbc;

	private final PushProperties properties;

	private final Clock clock;

	PushSubscriptions(JdbcClient jdbc, PushProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * A browser is its last subscriber's alone.
	 * @return nothing when the person was erased
	 */
	Optional<Device> put(String person, PushSubscription browser) {
		Optional<Device> device = with(this.jdbc.sql(WRITE), browser).param("id", UUID.randomUUID())
			.param("person", person)
			.param("label", browser.name())
			.query(PushSubscriptions::device)
			.optional();
		this.jdbc.sql("""
				delete from push_subscription where id in (
				    select id from push_subscription where person = ? order by used_at desc, id offset ?)
				""").params(person, this.properties.most()).update();
		return device;
	}

	private JdbcClient.StatementSpec with(JdbcClient.StatementSpec statement, PushSubscription browser) {
		String endpoint = String.valueOf(browser.endpoint());
		return statement.param("hash", hash(endpoint))
			.param("endpoint", endpoint)
			.param("p256dh", browser.p256dh())
			.param("auth", browser.auth())
			.param("key", this.properties.publicKey())
			.param("now", now());
	}

	/**
	 * A browser is reached elsewhere. Where the page has said so before, this one goes.
	 * @return false when there is no such browser
	 */
	boolean move(UUID id, PushSubscription browser) {
		try {
			return with(
					this.jdbc
						.sql("""
								update push_subscription set endpoint_hash = :hash, endpoint = :endpoint, p256dh = :p256dh, auth = :auth,
								       public_key = :key, used_at = :now
								 where id = :id
								"""),
					browser)
				.param("id", id)
				.update() > 0;
		}
		catch (DuplicateKeyException known) {
			leave(id);
			return true;
		}
	}

	/** Whoever it was. */
	void leave(UUID id) {
		this.jdbc.sql("delete from push_subscription where id = ?").param(id).update();
	}

	/**
	 * The one that was used last comes first; of an older key no push service takes
	 * anything.
	 */
	List<Device> of(String person) {
		return this.jdbc.sql("""
				select * from push_subscription where person = ? and (public_key is null or public_key = ?)
				 order by used_at desc, id
				""").params(person, this.properties.publicKey()).query(PushSubscriptions::device).list();
	}

	boolean delete(String person, UUID id) {
		return this.jdbc.sql("delete from push_subscription where person = ? and id = ?")
			.params(person, id)
			.update() > 0;
	}

	/** Its push service does not know it any more, unless it came back meanwhile. */
	void gone(Device device) {
		this.jdbc.sql("delete from push_subscription where id = ? and p256dh = ?")
			.params(device.id(), device.p256dh())
			.update();
	}

	/** Its push service took a message, and with it the key by which it was signed. */
	void used(Device device) {
		this.jdbc.sql("update push_subscription set used_at = ?, public_key = coalesce(public_key, ?) where id = ?")
			.params(now(), this.properties.publicKey(), device.id())
			.update();
	}

	/** The mark first: whoever subscribes meanwhile finds it, or is swept. */
	@Override
	public void forget(String person) {
		this.jdbc.sql("insert into push_erased (person, erased_at) values (?, ?) on conflict (person) do nothing")
			.params(person, now())
			.update();
		this.jdbc.sql("delete from push_subscription where person = ?").param(person).update();
	}

	@Scheduled(fixedDelay = 10, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void sweep() {
		try {
			this.jdbc.sql("delete from push_subscription where person in (select person from push_erased)").update();
			new Sweep("push_subscription", "used_at").delete(this.jdbc,
					this.clock.instant().minus(this.properties.retention()));
			new Sweep("push_erased", "erased_at").delete(this.jdbc, this.clock.instant().minus(MARK));
		}
		catch (RuntimeException trouble) {
			logger.warn("Browsers that subscribed stay for now: {}", trouble.getClass().getSimpleName());
		}
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	private static String hash(String endpoint) {
		return HexFormat.of().formatHex(sha256(endpoint));
	}

	static byte[] sha256(String text) {
		try {
			return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static Device device(ResultSet row, int number) throws SQLException {
		return new Device(row.getObject("id", UUID.class), row.getString("endpoint"), row.getString("p256dh"),
				row.getString("auth"), row.getString("label"), row.getTimestamp("created_at"),
				row.getTimestamp("used_at"));
	}

	/** A browser that takes notifications. */
	record Device(UUID id, String endpoint, String p256dh, String auth, String label, Timestamp createdAt,
			Timestamp usedAt) {

		/** Without endpoint and keys. */
		@Override
		public String toString() {
			return "Device[" + this.id + "]";
		}

	}

}
