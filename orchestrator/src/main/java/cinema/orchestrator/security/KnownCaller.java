package cinema.orchestrator.security;

import java.util.Set;

import cinema.platform.token.ServiceToken;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * A service that calls.
 *
 * @param token a random text of 16 characters or more
 * @param scopes what it may do, for example {@code notifications:write}
 * @param events the types of events that it may announce, where {@code *} at the end
 * stands for any rest; without any it is each type but those of {@link EventPermits}
 */
record KnownCaller(String token, Set<String> scopes, @DefaultValue Set<String> events) {

	ServiceToken credentials() {
		return new ServiceToken(this.token, this.scopes);
	}

	boolean names(String eventType) {
		return this.events.stream()
			.anyMatch((one) -> one.endsWith("*") ? eventType.startsWith(one.substring(0, one.length() - 1))
					: eventType.equals(one));
	}

	@Override
	public String toString() {
		return "KnownCaller" + this.scopes + this.events;
	}

}
