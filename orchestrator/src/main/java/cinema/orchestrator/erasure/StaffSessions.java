package cinema.orchestrator.erasure;

import java.util.Collection;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.stereotype.Component;

/** Ends the sessions of staff who were erased. */
@Component
class StaffSessions implements Forgetful {

	private final ObjectProvider<FindByIndexNameSessionRepository<?>> sessions;

	StaffSessions(ObjectProvider<FindByIndexNameSessionRepository<?>> sessions) {
		this.sessions = sessions;
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		this.sessions.ifAvailable((known) -> known.findByPrincipalName(userId).keySet().forEach(known::deleteById));
	}

}
