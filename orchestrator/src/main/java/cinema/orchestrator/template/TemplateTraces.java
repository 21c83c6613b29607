package cinema.orchestrator.template;

import java.util.Collection;

import cinema.orchestrator.erasure.Forgetful;
import cinema.platform.audit.Actor;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Versions stay, without who wrote them and without an address in their samples. */
@Component
class TemplateTraces implements Forgetful {

	private final JdbcClient jdbc;

	TemplateTraces(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		String actor = Actor.user(userId);
		this.jdbc.sql("update template_version set author = ? where author = ?")
			.params(Actor.FORGOTTEN, actor)
			.update();
		this.jdbc.sql("update template_published set published_by = ? where published_by = ?")
			.params(Actor.FORGOTTEN, actor)
			.update();
		Forgetful.forget(this.jdbc, addresses, "template_version", "sample", "note");
	}

}
