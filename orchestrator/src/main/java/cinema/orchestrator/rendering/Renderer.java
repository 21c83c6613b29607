package cinema.orchestrator.rendering;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import freemarker.core.InvalidReferenceException;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import io.temporal.failure.ApplicationFailure;
import jakarta.annotation.PreDestroy;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.TextContentRenderer;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Renders letters within bounded time and size; whatever is wrong with a template is one
 * clear failure.
 */
@Component
public class Renderer {

	private static final int LONGEST_SUBJECT = 200;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final Parser markdown = Parser.builder().build();

	private final HtmlRenderer html = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

	private final TextContentRenderer text = TextContentRenderer.builder().build();

	private final Templates templates;

	private final RenderingProperties properties;

	Renderer(Templates templates, RenderingProperties properties) {
		this.templates = templates;
		this.properties = properties;
	}

	/**
	 * Renders a template with values.
	 * @param name for example {@code email/welcome}
	 * @param locale a BCP 47 tag
	 * @param values maps, lists, texts, numbers and booleans
	 * @throws ApplicationFailure {@code RENDER_FAILED}, never to be tried again: names
	 * the template and what is wrong
	 */
	public Letter render(String name, String locale, Map<String, @Nullable Object> values) {
		LetterTemplate template = this.templates.find(name, locale);
		if (template == null) {
			throw failed(name, "there is no such template");
		}
		Future<Letter> rendering = this.threads.submit(() -> render(template, values));
		try {
			return rendering.get(this.properties.timeout().toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (TimeoutException ex) {
			rendering.cancel(true);
			throw failed(name, "it did not end within " + this.properties.timeout());
		}
		catch (ExecutionException ex) {
			throw failed(name, reason(ex.getCause()));
		}
		catch (InterruptedException ex) {
			rendering.cancel(true);
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
	}

	private Letter render(LetterTemplate template, Map<String, @Nullable Object> values)
			throws TemplateException, IOException {
		Map<String, @Nullable Object> model = new HashMap<>(values);
		model.put("link", (TemplateMethodModelEx) this::link);
		String subject = PlainText.oneLine(process(template.subject(), model));
		if (subject.isEmpty() || subject.length() > LONGEST_SUBJECT) {
			throw new IllegalStateException("the subject has " + subject.length() + " characters");
		}
		Node body = this.markdown.parse(process(template.body(), model));
		Map<String, @Nullable Object> framed = Map.of("subject", subject, "body", this.html.render(body), "language",
				template.language());
		return new Letter(subject, process(this.templates.frame(), framed), this.text.render(body));
	}

	private String process(Template template, Map<String, @Nullable Object> model)
			throws TemplateException, IOException {
		CappedWriter out = new CappedWriter(this.properties.maxSize().toBytes());
		template.process(model, out);
		return out.toString();
	}

	/**
	 * {@code link("/s/x")} is absolute; a link to any other place than ours is refused.
	 */
	private Object link(List<?> arguments) throws TemplateModelException {
		String path = (arguments.size() == 1) ? String.valueOf(arguments.get(0)) : "";
		URI base = this.properties.linkBaseUrl();
		boolean ours = path.startsWith("/") && !path.startsWith("//") && !path.contains("\\");
		if (!ours && !path.startsWith(base + "/")) {
			throw new TemplateModelException("link: only paths of " + base.getHost() + " are allowed");
		}
		return ours ? base + path : path;
	}

	private static String reason(@Nullable Throwable cause) {
		if (cause instanceof InvalidReferenceException missing) {
			return missing.getBlamedExpressionString() + " is missing";
		}
		if (cause instanceof TemplateException wrong) {
			return firstLine(wrong.getMessageWithoutStackTop());
		}
		return (cause != null) ? firstLine(cause.getMessage()) : "it failed";
	}

	private static String firstLine(@Nullable String message) {
		String line = (message != null) ? message.lines().findFirst().orElse("") : "it failed";
		return (line.length() <= 200) ? line : line.substring(0, 200);
	}

	private static ApplicationFailure failed(String name, String reason) {
		return ApplicationFailure.newNonRetryableFailure(name + ": " + reason, "RENDER_FAILED");
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
	}

}
