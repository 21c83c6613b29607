package cinema.orchestrator.page;

import cinema.platform.audit.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Mailings stay, without which of the staff paused or cancelled them. */
@Component
class MailingTraces {

	private final JdbcClient jdbc;

	MailingTraces(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void forget(String userId) {
		this.jdbc.sql("""
				update mailing set paused_by = replace(paused_by, :actor, :somebody),
				       cancelled = replace(cancelled, :actor, :somebody), outcome = replace(outcome, :actor, :somebody)
				 where position(:actor in concat_ws(' ', paused_by, cancelled, outcome)) > 0
				""").param("actor", Actor.user(userId)).param("somebody", Actor.FORGOTTEN).update();
	}

}
