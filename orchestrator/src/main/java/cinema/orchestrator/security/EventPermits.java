package cinema.orchestrator.security;

import cinema.orchestrator.catalogue.Catalogue;
import org.jspecify.annotations.Nullable;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.stereotype.Component;

/**
 * Who may announce what by REST. What accounts go through is auth's word alone: such
 * events are believed of a service that is configured to announce them, and of nobody
 * else. A mailing may be announced by those who may order one.
 */
@Component
public class EventPermits {

	/** What every type begins with that tells what became of an account. */
	private static final String OF_ACCOUNTS = "user_";

	private static final String ORDERS_MAILINGS = "SCOPE_mailings:write";

	private static final String APPROVES_MAILINGS = "SCOPE_mailings:approve";

	private final SecurityProperties properties;

	EventPermits(SecurityProperties properties) {
		this.properties = properties;
	}

	/**
	 * Why whoever sends this request may not announce events of this type, or null when
	 * he may.
	 */
	public @Nullable String refusal(String eventType) {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		if (caller == null) {
			return "nobody is signed in";
		}
		if (eventType.equals(Catalogue.MAILING) && !has(caller, ORDERS_MAILINGS)) {
			return "mailings are announced with the scope mailings:write";
		}
		if (eventType.equals(Catalogue.MAILING) && caller instanceof JwtAuthenticationToken
				&& !has(caller, APPROVES_MAILINGS)) {
			return "mailings of people are ordered under /api/v1/mailings, or planned as a draft";
		}
		KnownCaller service = (caller instanceof JwtAuthenticationToken) ? null
				: this.properties.services().get(caller.getName());
		boolean may = (service == null || service.events().isEmpty()) ? !eventType.startsWith(OF_ACCOUNTS)
				: service.names(eventType);
		return may ? null : caller.getName() + " may not announce events of this type";
	}

	private static boolean has(Authentication caller, String authority) {
		return caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).anyMatch(authority::equals);
	}

}
