package cinema.orchestrator.staff;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Who sends the request that is being answered. */
public final class Caller {

	private Caller() {
	}

	/**
	 * For example {@code service laptop}, or {@code user} and the subject of the token;
	 * what may be an address is left out.
	 */
	public static String name() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		String name = (caller != null) ? caller.getName() : "";
		String kind = (caller instanceof JwtAuthenticationToken) ? "user" : "service";
		return name.matches("[A-Za-z0-9._:-]{1,200}") ? kind + " " + name : "a " + kind;
	}

}
