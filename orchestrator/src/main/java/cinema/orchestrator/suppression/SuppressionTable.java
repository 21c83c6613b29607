package cinema.orchestrator.suppression;

import java.sql.Timestamp;
import java.sql.Types;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.platform.audit.Actor;
import cinema.platform.parameter.Cursor;
import cinema.platform.sweep.Sweep;
import cinema.workflows.contract.BounceKind;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of addresses that bounced. */
@Component
class SuppressionTable {

	private static final String COLUMNS = """
			select id, kind, status, reason, user_id, domain, posting_id, since, until, lifted_by, lifted_at from suppression
			 where kind is not null
			""";

	private static final String HOLDS = " and lifted_at is null and (until is null or until > ?)";

	/**
	 * What is known of it holds on: a hard bounce is not made a complaint, and none of
	 * both a soft one. One that was lifted or is over begins anew.
	 */
	private static final String SUPPRESS = """
			insert into suppression as s (id, address_hash, user_id, domain, provider, kind, status, reason, posting_id, since, until, changed_at)
			values (:id, :hash, :user, :domain, :provider, :kind, :status, :reason, :posting, :at, :until, :at)
			on conflict (address_hash) do update
			   set kind = excluded.kind, status = excluded.status, reason = excluded.reason, posting_id = excluded.posting_id,
			       user_id = coalesce(excluded.user_id, s.user_id), domain = excluded.domain, provider = excluded.provider, since = excluded.since,
			       until = excluded.until, lifted_by = null, lifted_at = null, changed_at = excluded.changed_at
			 where s.kind is null or s.lifted_at is not null or s.until < excluded.since
			    or array_position(array['SOFT', 'COMPLAINT', 'HARD'], s.kind) < array_position(array['SOFT', 'COMPLAINT', 'HARD'], excluded.kind)
			""";

	private static final String COUNT = """
			insert into suppression as s (id, address_hash, user_id, domain, soft, soft_since, changed_at)
			values (:id, :hash, :user, :domain, 1, :at, :at)
			on conflict (address_hash) do update
			   set soft = case when s.soft_since > :window and s.soft > 0 then s.soft + 1 else 1 end,
			       soft_since = case when s.soft_since > :window and s.soft > 0 then s.soft_since else :at end,
			       changed_at = :at
			returning soft
			""";

	private final JdbcClient jdbc;

	private final Clock clock;

	SuppressionTable(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** What holds for these, by their hash; one statement, however many they are. */
	Map<String, Suppression> holding(Collection<String> hashes) {
		Map<String, Suppression> found = new HashMap<>();
		// One is asked for by itself: the plan for an array is made anew for each
		// question.
		boolean one = hashes.size() == 1;
		this.jdbc
			.sql(COLUMNS.replace("from supp", ", address_hash from supp") + HOLDS + " and address_hash = "
					+ (one ? "?" : "any(?)"))
			.params(now(), one ? hashes.iterator().next() : hashes.toArray(String[]::new))
			.query((row) -> {
				Timestamp until = row.getTimestamp("until");
				found.put(row.getString("address_hash"), new Suppression(row.getObject("id", UUID.class),
						BounceKind.valueOf(row.getString("kind")), row.getString("status"), row.getString("reason"),
						row.getString("user_id"), row.getString("domain"), row.getObject("posting_id", UUID.class),
						row.getTimestamp("since").toInstant(), (until != null) ? until.toInstant() : null, null, null));
			});
		return found;
	}

	/**
	 * Gives what was written by a key of before the name that it has by the present one.
	 */
	void rename(Collection<String> before, String hash) {
		this.jdbc.sql("""
				update suppression set address_hash = :hash
				 where address_hash = any(:before) and address_hash <> :hash
				   and not exists (select from suppression where address_hash = :hash)
				""").param("hash", hash).param("before", before.toArray(String[]::new)).update();
	}

	void suppress(String hash, BouncedAddress of, BounceKind kind, @Nullable Instant until) {
		this.jdbc.sql(SUPPRESS)
			.param("id", UUID.randomUUID())
			.param("hash", hash)
			.param("user", of.userId())
			.param("domain", of.domain())
			.param("provider", of.provider())
			.param("kind", kind.name())
			.param("status", of.status())
			.param("reason", of.reason())
			.param("posting", of.postingId())
			.param("at", Timestamp.from(of.at()))
			.param("until", (until != null) ? Timestamp.from(until) : null, Types.TIMESTAMP)
			.update();
	}

	/** How many addresses of a domain bounces of a kind have taken out since then. */
	int taken(BounceKind kind, @Nullable String domain, Instant since) {
		return this.jdbc.sql("select count(*) from suppression where domain = ? and kind = ? and since > ?")
			.params(Arrays.asList(domain, kind.name(), Timestamp.from(since)))
			.query(Integer.class)
			.single();
	}

	/** The same of what a provider told. */
	int takenBy(BounceKind kind, @Nullable String provider, Instant since) {
		return (provider == null) ? 0
				: this.jdbc.sql("select count(*) from suppression where provider = ? and kind = ? and since > ?")
					.params(provider, kind.name(), Timestamp.from(since))
					.query(Integer.class)
					.single();
	}

	/** The same of all domains. */
	int taken(BounceKind kind, Instant since) {
		return this.jdbc.sql("select count(*) from suppression where kind = ? and since > ?")
			.params(kind.name(), Timestamp.from(since))
			.query(Integer.class)
			.single();
	}

	/** Counts a soft bounce, and tells how many there were since the window's begin. */
	int count(String hash, BouncedAddress of, Instant window) {
		return this.jdbc.sql(COUNT)
			.param("id", UUID.randomUUID())
			.param("hash", hash)
			.param("user", of.userId())
			.param("domain", of.domain())
			.param("at", Timestamp.from(of.at()))
			.param("window", Timestamp.from(window))
			.query(Integer.class)
			.single();
	}

	Optional<Suppression> find(UUID id) {
		return this.jdbc.sql(COLUMNS + " and id = ?").param(id).query(Suppression.class).optional();
	}

	/** The newest first. */
	List<Suppression> list(SuppressionFilter filter, @Nullable Cursor after, int most) {
		return this.jdbc.sql(COLUMNS + """
				   and (:kind::text is null or kind = :kind) and (:user::text is null or user_id = :user)
				   and (:all or (lifted_at is null and (until is null or until > :now)))
				   and (:at::timestamptz is null or (since, id) < (:at::timestamptz, :id::uuid))
				 order by since desc, id desc limit :most
				""")
			.param("kind", (filter.kind() != null) ? filter.kind().name() : null)
			.param("user", filter.userId())
			.param("all", filter.all())
			.param("now", now())
			.param("at", (after != null) ? after.at().toString() : null)
			.param("id", (after != null) ? after.id() : null)
			.param("most", most)
			.query(Suppression.class)
			.list();
	}

	/** False when it does not hold any more. */
	boolean lift(UUID id, String by) {
		return this.jdbc
			.sql("update suppression set lifted_by = ?, lifted_at = ?, soft = 0, changed_at = ? where id = ?"
					+ " and kind is not null" + HOLDS)
			.params(Arrays.asList(by, now(), now(), id, now()))
			.update() > 0;
	}

	/** Lifts what was known before a moment, and counts from there. */
	void reopen(Collection<String> hashes, String userId, Instant at) {
		this.jdbc.sql("""
				update suppression set user_id = :user, soft = 0, changed_at = :now::timestamptz,
				       lifted_at = case when kind is not null then :now::timestamptz end,
				       lifted_by = case when kind is not null then :by end
				 where address_hash = any(:hashes) and lifted_at is null and coalesce(since, soft_since) <= :at
				""")
			.param("now", now())
			.param("user", userId)
			.param("by", Actor.user(userId))
			.param("hashes", hashes.toArray(String[]::new))
			.param("at", Timestamp.from(at))
			.update();
	}

	void forget(String userId, Collection<String> hashes) {
		this.jdbc.sql("delete from suppression where user_id = ? or address_hash = any(?)")
			.params(userId, hashes.toArray(String[]::new))
			.update();
	}

	/** Forgets what is over, each a while after. */
	void forgetOld(Instant counted, Instant lifted) {
		new Sweep("suppression", "changed_at", "(kind is null or until < now())").delete(this.jdbc, counted);
		new Sweep("suppression", "changed_at", "lifted_at is not null").delete(this.jdbc, lifted);
	}

	/** How many hold, by kind. */
	Map<BounceKind, Integer> figures() {
		Map<BounceKind, Integer> figures = new HashMap<>();
		this.jdbc.sql("select kind, count(*) from suppression where kind is not null" + HOLDS + " group by kind")
			.param(now())
			.query((row) -> {
				figures.put(BounceKind.valueOf(row.getString(1)), row.getInt(2));
			});
		return figures;
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

}
