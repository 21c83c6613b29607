package cinema.orchestrator.bounce;

import java.util.Collection;

import cinema.orchestrator.erasure.Forgetful;
import cinema.orchestrator.suppression.Suppressions;

import org.springframework.stereotype.Component;

/** Forgets what came back from somebody who is erased. */
@Component
class ForgottenBounces implements Forgetful {

	private final Suppressions suppressions;

	ForgottenBounces(Suppressions suppressions) {
		this.suppressions = suppressions;
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		this.suppressions.forget(userId, addresses);
	}

}
