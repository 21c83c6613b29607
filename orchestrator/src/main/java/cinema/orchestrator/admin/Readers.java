package cinema.orchestrator.admin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.receiver.StaffNames;
import freemarker.template.TemplateException;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.stereotype.Component;
import org.springframework.ui.freemarker.FreeMarkerTemplateUtils;
import org.springframework.web.servlet.view.freemarker.FreeMarkerConfig;

/** Those who are told what changes on a page that they have open. */
@Component
public class Readers {

	private final FreeMarkerConfig pages;

	private final SessionRepository<?> sessions;

	private final Texts texts;

	private final StaffNames names;

	private final AdminProperties properties;

	private final Clock clock;

	Readers(FreeMarkerConfig pages, SessionRepository<?> sessions, Texts texts, StaffNames names,
			AdminProperties properties, Clock clock) {
		this.pages = pages;
		this.sessions = sessions;
		this.texts = texts;
		this.names = names;
		this.properties = properties;
		this.clock = clock;
	}

	/** Whoever sends this request, with a session. */
	public Reader of(HttpServletRequest request) {
		Authentication person = Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication());
		return new Reader(Frame.of(request, this.texts, this.names), request.getLocale(), person,
				request.getSession().getId());
	}

	/** A part of a page as they read it. */
	public String part(String name, Map<String, Object> model, Reader reader) {
		Map<String, Object> whole = new HashMap<>(model);
		whole.put("frame", reader.frame());
		try {
			return FreeMarkerTemplateUtils.processTemplateIntoString(
					this.pages.getConfiguration().getTemplate(name + ".ftlh", reader.locale()), whole);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (TemplateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * Whether they are still signed in with the same session and may do the same. It does
	 * not count as a click.
	 */
	public boolean mayStill(Reader reader, String scope) {
		Session session = this.sessions.findById(reader.session());
		SecurityContext context = (session != null)
				? session.getAttribute(HttpSessionSecurityContextRepository.SPRING_SECURITY_CONTEXT_KEY) : null;
		Authentication person = (context != null) ? context.getAuthentication() : null;
		return person != null && person.getName().equals(reader.person().getName()) && Frame.has(person, scope)
				&& !SignInAgain.isOld(person, this.properties.trust().multipliedBy(2), this.clock.instant());
	}

}
