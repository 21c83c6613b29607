package cinema.orchestrator.template;

import java.util.Collection;

import cinema.orchestrator.erasure.Forgetful;

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
		String actor = Forgetful.actor(userId);
		this.jdbc.sql("update template_version set author = ? where author = ?").params(SOMEBODY, actor).update();
		this.jdbc.sql("update template_published set published_by = ? where published_by = ?")
			.params(SOMEBODY, actor)
			.update();
		addresses.forEach((address) -> this.jdbc.sql("""
				update template_version set sample = regexp_replace(sample, :address, :erased, 'gi'),
				       note = regexp_replace(note, :address, :erased, 'gi')
				 where sample ~* :address or note ~* :address
				""").param("address", Forgetful.quoted(address)).param("erased", ERASED).update());
	}

}
