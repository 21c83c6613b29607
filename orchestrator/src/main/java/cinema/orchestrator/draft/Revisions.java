package cinema.orchestrator.draft;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was submitted, and what was decided about it. */
@Component
class Revisions {

	private static final String SELECT = "select * from mailing_draft_revision where draft_id = ?";

	private final JdbcClient jdbc;

	Revisions(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void add(UUID draft, Revision revision) {
		this.jdbc.sql("""
				insert into mailing_draft_revision (draft_id, number, content, receivers, submitted_by, submitted_at)
				values (?, ?, ?, ?, ?, ?)
				""")
			.params(Arrays.asList(draft, revision.number(), revision.content().write(), revision.receivers(),
					revision.submittedBy(), Timestamp.from(revision.submittedAt())))
			.update();
	}

	Optional<Revision> find(UUID draft, int number) {
		return this.jdbc.sql(SELECT + " and number = ?").params(draft, number).query(Revisions::row).optional();
	}

	/** The newest first. */
	List<Revision> of(UUID draft) {
		return this.jdbc.sql(SELECT + " order by number desc limit 100").param(draft).query(Revisions::row).list();
	}

	/** Notes what became of it. */
	void decide(UUID draft, int number, String decision, @Nullable String by, @Nullable String reason, Instant now) {
		this.jdbc.sql("""
				update mailing_draft_revision
				   set decision = ?, decided_by = coalesce(?, decided_by), reason = ?, decided_at = ?
				 where draft_id = ? and number = ?
				""").params(Arrays.asList(decision, by, reason, Timestamp.from(now), draft, number)).update();
	}

	private static Revision row(ResultSet row, int number) throws SQLException {
		Timestamp decided = row.getTimestamp("decided_at");
		return new Revision(row.getInt("number"), DraftContent.read(Objects.requireNonNull(row.getString("content"))),
				row.getObject("receivers", Long.class), row.getString("submitted_by"),
				row.getTimestamp("submitted_at").toInstant(), row.getString("decision"), row.getString("decided_by"),
				(decided != null) ? decided.toInstant() : null, row.getString("reason"));
	}

}
