package cinema.orchestrator.draft;

import java.util.Collection;

import cinema.orchestrator.erasure.Forgetful;
import cinema.platform.audit.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Drafts stay, without who wrote them and without an address that they name. */
@Component
class DraftTraces implements Forgetful {

	private final JdbcClient jdbc;

	DraftTraces(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		this.jdbc
			.sql("""
					update mailing_draft
					   set created_by = replace(created_by, :actor, :somebody), changed_by = replace(changed_by, :actor, :somebody),
					       submitted_by = replace(submitted_by, :actor, :somebody), decided_by = replace(decided_by, :actor, :somebody)
					 where :actor in (created_by, changed_by, submitted_by, decided_by)
					""")
			.param("actor", Actor.user(userId))
			.param("somebody", Actor.FORGOTTEN)
			.update();
		this.jdbc
			.sql("""
					update mailing_draft_revision
					   set submitted_by = replace(submitted_by, :actor, :somebody), decided_by = replace(decided_by, :actor, :somebody)
					 where :actor in (submitted_by, decided_by)
					""")
			.param("actor", Actor.user(userId))
			.param("somebody", Actor.FORGOTTEN)
			.update();
		Forgetful.forget(this.jdbc, addresses, "mailing_draft", "content", "reason");
		Forgetful.forget(this.jdbc, addresses, "mailing_draft_revision", "content", "reason");
	}

}
