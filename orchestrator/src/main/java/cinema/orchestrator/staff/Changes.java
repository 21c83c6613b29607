package cinema.orchestrator.staff;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

import cinema.orchestrator.retention.RetentionProperties;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Keeps what staff did to what runs, for people to read. */
@Component
public class Changes {

	private final JdbcClient jdbc;

	private final RetentionProperties retention;

	private final Clock clock;

	Changes(JdbcClient jdbc, RetentionProperties retention, Clock clock) {
		this.jdbc = jdbc;
		this.retention = retention;
		this.clock = clock;
	}

	/**
	 * Writes down what whoever sends this request has done just now.
	 * @param reason why, or what it was changed to; or null
	 */
	public void note(String workflowId, String what, @Nullable String reason) {
		this.jdbc.sql("insert into staff_change (workflow_id, what, done_by, reason, at) values (?, ?, ?, ?, ?)")
			.params(Arrays.asList(workflowId, what, Caller.name(), reason, Timestamp.from(this.clock.instant())))
			.update();
	}

	/** The oldest first. */
	public List<Change> of(String workflowId) {
		return this.jdbc.sql(
				"select what, done_by as by, at, reason from staff_change where workflow_id = ? order by at limit 1000")
			.param(workflowId)
			.query(Change.class)
			.list();
	}

	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.HOURS)
	void forgetOld() {
		new Sweep("staff_change", "at").delete(this.jdbc, this.clock.instant().minus(this.retention.changes()));
	}

	/** A person is erased; what was done stays. */
	public void forget(String userId) {
		this.jdbc.sql("update staff_change set done_by = 'a user' where done_by = ?").param("user " + userId).update();
	}

}
