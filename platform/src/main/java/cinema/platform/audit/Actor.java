package cinema.platform.audit;

import java.util.UUID;

import org.jspecify.annotations.Nullable;

import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Who sends a request.
 *
 * @param name for example {@code service laptop}, or {@code user} and the subject of the
 * token, or {@code somebody} who is not signed in; what may be an address is left out
 * @param client the program that a person uses, as OAuth knows it, or null
 * @param address from where, or null when nobody asks from outside
 */
public record Actor(String name, @Nullable String client, @Nullable String address) {

	/** What stands for a person who was erased. */
	public static final String FORGOTTEN = "a user";

	/** As a person is written down who did something. */
	public static String user(String id) {
		return "user " + id;
	}

	/** Whoever sends the request that is being answered. */
	public static Actor now() {
		Authentication caller = SecurityContextHolder.getContext().getAuthentication();
		String address = (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes web)
				? web.getRequest().getRemoteAddr() : null;
		return new Actor(name(caller), client(caller), address);
	}

	private static String name(@Nullable Authentication caller) {
		if (caller == null || caller instanceof AnonymousAuthenticationToken) {
			return "somebody";
		}
		String name = caller.getName();
		String kind = (caller instanceof JwtAuthenticationToken || isUuid(name)) ? "user" : "service";
		return name.matches("[A-Za-z0-9._:-]{1,200}") ? kind + " " + name : "a " + kind;
	}

	/** As RFC 9068, 2.2 names it. */
	private static @Nullable String client(@Nullable Authentication caller) {
		return (caller instanceof JwtAuthenticationToken token) ? token.getToken().getClaimAsString("client_id") : null;
	}

	private static boolean isUuid(String name) {
		try {
			return UUID.fromString(name).toString().equals(name);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
