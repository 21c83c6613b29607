package cinema.orchestrator.digest;

import java.util.Collection;

import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.erasure.Forgetful;

import org.springframework.stereotype.Component;

/** Nothing is collected for somebody who is erased. */
@Component
class ForgottenItems implements Forgetful {

	private final CollectedItems items;

	ForgottenItems(CollectedItems items) {
		this.items = items;
	}

	@Override
	public void forget(String userId, Collection<String> addresses) {
		this.items.forget(userId);
	}

}
