package cinema.orchestrator.admin;

import java.util.Locale;

import org.springframework.security.core.Authentication;

/**
 * Whoever sent a request, for as long as they are told what changes.
 *
 * @param frame what their pages need
 * @param locale how their numbers look
 * @param person who it is
 * @param session the id of their session
 */
public record Reader(Frame frame, Locale locale, Authentication person, String session) {
}
