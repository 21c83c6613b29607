package cinema.platform.audit;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Writes down what people and services do, in the transaction of what they do where there
 * is one, else before it is done: what was done is never missing. The table itself
 * refuses changes, but for the names of those who are erased.
 */
public class Audit {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private static final TypeReference<Map<String, @Nullable Object>> VALUES = new TypeReference<>() {
	};

	private static final String COLUMNS = """
			select id, at, act, target, done_by, client, address, reason, before, after from audit
			""";

	private final JdbcClient jdbc;

	private final Duration keep;

	private final Clock clock;

	Audit(JdbcClient jdbc, Duration keep, Clock clock) {
		this.jdbc = jdbc;
		this.keep = keep;
		this.clock = clock;
	}

	/**
	 * Whoever sends this request does something.
	 * @param act for example {@code cancelled}
	 * @param reason why, or what it is changed to; or null
	 */
	public void note(String act, String target, @Nullable String reason) {
		note(new Act(act, target, reason, null, null));
	}

	/** Whoever sends this request changes something. */
	public void note(Act act) {
		Actor by = Actor.now();
		this.jdbc.sql("""
				insert into audit (id, at, act, target, done_by, client, address, reason, before, after)
				values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::jsonb)
				""")
			.params(Arrays.asList(UUID.randomUUID(), Timestamp.from(this.clock.instant()), act.name(), act.target(),
					by.name(), by.client(), by.address(), act.reason(), json(act.before()), json(act.after())))
			.update();
	}

	/**
	 * Writes down what is done, does it, and writes down too where that failed.
	 * @return what it came to
	 */
	public <T> T doing(String act, String target, @Nullable String reason, Supplier<T> work) {
		return doing(new Act(act, target, reason, null, null), work);
	}

	/** The same of a change. */
	public <T> T doing(Act act, Supplier<T> work) {
		note(act);
		try {
			return work.get();
		}
		catch (RuntimeException ex) {
			note(failed(act.name()), act.target(),
					(ex instanceof RefusedException) ? ex.getMessage() : ex.getClass().getName());
			throw ex;
		}
	}

	/** How it is written down that something was tried and failed. */
	public static String failed(String act) {
		return "not " + act;
	}

	private static @Nullable String json(@Nullable Object value) {
		return (value != null) ? JSON.writeValueAsString(value) : null;
	}

	private static @Nullable Map<String, @Nullable Object> values(@Nullable String json) {
		return (json != null) ? JSON.readValue(json, VALUES) : null;
	}

	/** What was done to something, the oldest first. */
	public List<AuditEntry> of(String target) {
		return this.jdbc.sql(COLUMNS + " where target = ? order by at, id limit 1000")
			.param(target)
			.query(Audit::entry)
			.list();
	}

	/** The newest first. */
	List<AuditEntry> page(AuditFilter filter, int limit, @Nullable Cursor position) {
		Map<String, Object> values = new LinkedHashMap<>();
		String conditions = filter.conditions(values);
		if (position != null) {
			conditions += " and (at, id) < (:after, :afterId)";
			values.put("after", Timestamp.from(position.at()));
			values.put("afterId", position.uuid());
		}
		values.put("limit", limit);
		return this.jdbc.sql(COLUMNS + " where true" + conditions + " order by at desc, id desc limit :limit")
			.params(values)
			.query(Audit::entry)
			.list();
	}

	private static AuditEntry entry(ResultSet row, int number) throws SQLException {
		return new AuditEntry(row.getObject("id", UUID.class), row.getTimestamp("at").toInstant(), row.getString("act"),
				row.getString("target"), row.getString("done_by"), row.getString("client"), row.getString("address"),
				row.getString("reason"), values(row.getString("before")), values(row.getString("after")));
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetOld() {
		new Sweep("audit", "at").delete(this.jdbc, this.clock.instant().minus(this.keep));
	}

	/** A person is erased; what was done stays. */
	public void forget(String userId) {
		String name = Actor.user(userId);
		this.jdbc.sql("update audit set done_by = ?, address = null where done_by = ?")
			.params(Actor.FORGOTTEN, name)
			.update();
		this.jdbc.sql("""
				update audit set before = null, after = null,
				       address = case when done_by in ('somebody', ?) then null else address end
				 where target = ?
				""").params(Actor.FORGOTTEN, name).update();
	}

	/**
	 * What somebody does.
	 *
	 * @param name for example {@code cancelled}
	 * @param reason why, or what it is changed to; or null
	 * @param before what is there, without secrets, or null
	 * @param after what is to be there, without secrets, or null
	 */
	public record Act(String name, String target, @Nullable String reason, @Nullable Object before,
			@Nullable Object after) {
	}

	/** What is looked for; null lets everything through. */
	record AuditFilter(@Nullable String by, @Nullable String act, @Nullable String target, @Nullable Instant from,
			@Nullable Instant to) {

		String conditions(Map<String, Object> values) {
			StringBuilder conditions = new StringBuilder();
			add(conditions, values, "done_by = :by", "by", this.by);
			add(conditions, values, "act = :act", "act", this.act);
			add(conditions, values, "target = :target", "target", this.target);
			add(conditions, values, "at >= :from", "from", (this.from != null) ? Timestamp.from(this.from) : null);
			add(conditions, values, "at < :to", "to", (this.to != null) ? Timestamp.from(this.to) : null);
			return conditions.toString();
		}

		private static void add(StringBuilder conditions, Map<String, Object> values, String condition, String name,
				@Nullable Object value) {
			if (value != null) {
				conditions.append(" and ").append(condition);
				values.put(name, value);
			}
		}

	}

}
