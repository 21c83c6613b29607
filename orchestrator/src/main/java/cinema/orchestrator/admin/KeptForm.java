package cinema.orchestrator.admin;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;

import org.springframework.http.HttpMethod;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;

/**
 * What somebody had filled in when auth had to be asked again who they are. It waits in
 * their session, and is theirs to send once they are back.
 *
 * @param path where it was to go
 * @param person whose it is
 * @param fields in the order of the form
 */
public record KeptForm(String path, String person, List<Field> fields) implements Serializable {

	private static final long serialVersionUID = 1L;

	private static final String KEPT = KeptForm.class.getName();

	private static final String OFFERED = KEPT + ".offered";

	private static final String TOKEN = "_csrf";

	/** Keeps the form that a request brings, in the place of an earlier one. */
	static void keep(HttpServletRequest request) {
		Authentication person = SecurityContextHolder.getContext().getAuthentication();
		HttpSession session = request.getSession(false);
		String into = request.getHeader("Sec-Fetch-Dest");
		if (person != null && person.getPrincipal() instanceof OidcUser && session != null
				&& HttpMethod.POST.matches(request.getMethod()) && (into == null || into.equals("document"))) {
			session.setAttribute(KEPT, new KeptForm(request.getRequestURI(), person.getName(), fields(request)));
		}
	}

	/** What a form says, without what makes it ours. */
	static List<Field> fields(HttpServletRequest request) {
		List<Field> fields = new ArrayList<>();
		request.getParameterMap().forEach((name, values) -> {
			for (String value : values) {
				if (!name.equals(TOKEN)) {
					fields.add(new Field(name, value));
				}
			}
		});
		return List.copyOf(fields);
	}

	/**
	 * Whether something waits for whoever has just signed in; what is somebody else's is
	 * forgotten.
	 */
	static boolean isToBeOffered(HttpServletRequest request, Authentication person) {
		HttpSession session = request.getSession();
		Object kept = session.getAttribute(KEPT);
		session.removeAttribute(KEPT);
		session.removeAttribute(OFFERED);
		boolean theirs = kept instanceof KeptForm form && form.person().equals(person.getName());
		if (theirs) {
			session.setAttribute(OFFERED, kept);
		}
		return theirs;
	}

	/** What was offered to whoever asks. */
	static Optional<KeptForm> offered(HttpServletRequest request) {
		HttpSession session = request.getSession(false);
		return (session != null && session.getAttribute(OFFERED) instanceof KeptForm form) ? Optional.of(form)
				: Optional.empty();
	}

	/** Forgets what comes with this request at last. */
	static void sent(HttpServletRequest request) {
		if (HttpMethod.POST.matches(request.getMethod())) {
			offered(request).filter((form) -> form.path().equals(request.getRequestURI()))
				.ifPresent((form) -> request.getSession().removeAttribute(OFFERED));
		}
	}

	/** One control of a form. */
	public record Field(String name, String value) implements Serializable {

		private static final long serialVersionUID = 1L;

	}

}
