package cinema.auth.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import freemarker.template.Configuration;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.ui.freemarker.FreeMarkerTemplateUtils;
import org.springframework.web.servlet.resource.ResourceUrlProvider;

/** Makes the pages that a browser sees of us, in the reader's language. */
@Component
public class Pages {

	/** From here on people count in minutes. */
	private static final long MANY_SECONDS = 90;

	private final Configuration views;

	private final MessageSource messages;

	private final ObjectProvider<ResourceUrlProvider> files;

	Pages(Configuration views, MessageSource messages, ObjectProvider<ResourceUrlProvider> files) {
		this.views = views;
		this.messages = messages;
		this.files = files;
	}

	/** A page for somebody of whom only the browser is known. */
	public Page open(String view, HttpServletRequest request) {
		return new Page(this, view, Accepted.language(request));
	}

	/** A page for the owner of an account. */
	public Page open(String view, Reader reader, HttpServletRequest request) {
		return new Page(this, view, Accepted.language(reader, request)).with("email", reader.email());
	}

	/** A page that says one thing, by two texts of the bundle. */
	public Page notice(String key, Object[] values, Reader reader, HttpServletRequest request) {
		return open("notice", reader, request).said("title", key + ".title").said("text", key + ".text", values);
	}

	/**
	 * What is shown for a link without a code that works: why, and how to get another
	 * one.
	 * @param again where to ask for another letter
	 */
	public Page dead(String code, String again, HttpServletRequest request) {
		String why = code.isEmpty() ? "incomplete" : "dead";
		return open("letter", request).said("title", why + ".title")
			.said("text", why + ".text")
			.with("action", again)
			.form(request);
	}

	String render(String view, Locale language, Map<String, Object> model) {
		Map<String, Object> all = new HashMap<>(model);
		all.put("language", language.getLanguage());
		all.put("style", file("/pages/style.css"));
		all.put("icon", file("/pages/icon.svg"));
		all.put("say", (TemplateMethodModelEx) (arguments) -> say(language, arguments));
		try {
			return FreeMarkerTemplateUtils.processTemplateIntoString(this.views.getTemplate(view + ".ftlh"), all);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (TemplateException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** By the name that changes with the content. */
	private String file(String path) {
		String named = this.files.getObject().getForLookupPath(path);
		return (named != null) ? named : path;
	}

	private String say(Locale language, List<?> arguments) {
		Object[] values = arguments.stream().skip(1).map(String::valueOf).toArray();
		return say(language, String.valueOf(arguments.get(0)), values);
	}

	String say(Locale language, String key, Object... values) {
		return this.messages.getMessage(key, values, language);
	}

	String sayWait(Locale language, long seconds) {
		String wait = (seconds < MANY_SECONDS) ? say(language, "seconds", seconds)
				: say(language, "minutes", (seconds + 59) / 60);
		return say(language, "too-often", wait);
	}

}
