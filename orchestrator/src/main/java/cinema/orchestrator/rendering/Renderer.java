package cinema.orchestrator.rendering;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
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
import io.temporal.failure.ApplicationFailure;
import jakarta.annotation.PreDestroy;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.commonmark.renderer.text.LineBreakRendering;
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

	private static final int LONGEST_PREVIEW = 120;

	/** How often to look, twice in each time-out, before giving up for now. */
	private static final int LOOKS = 6;

	private final ExecutorService threads = Executors.newCachedThreadPool((task) -> {
		Thread thread = new Thread(task, "rendering");
		thread.setDaemon(true);
		return thread;
	});

	private final Parser markdown = Parser.builder().build();

	private final HtmlRenderer html = HtmlRenderer.builder()
		.escapeHtml(true)
		.sanitizeUrls(true)
		.attributeProviderFactory((context) -> new LetterStyles())
		.build();

	private final TextContentRenderer text = TextContentRenderer.builder()
		.lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
		.build();

	private final Templates templates;

	private final RenderingProperties properties;

	Renderer(Templates templates, RenderingProperties properties) {
		this.templates = templates;
		this.properties = properties;
	}

	/** Whether there is such a template, for example {@code email/welcome}. */
	public boolean knows(String name) {
		return this.templates.find(name, "en") != null;
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
		MeteredCall<Letter> call = new MeteredCall<>(() -> render(template, values));
		Future<Letter> rendering = this.threads.submit(call);
		try {
			return await(name, rendering, call);
		}
		catch (ExecutionException ex) {
			throw failed(name, reason(ex.getCause()));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException("interrupted", ex);
		}
		finally {
			rendering.cancel(true);
		}
	}

	/**
	 * A template that has used so much of a processor never ends; one that got none is
	 * tried again.
	 */
	private Letter await(String name, Future<Letter> rendering, MeteredCall<Letter> call)
			throws InterruptedException, ExecutionException {
		Duration most = this.properties.timeout();
		for (int look = 0; look < LOOKS; look++) {
			try {
				return rendering.get(most.toMillis() / 2, TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (call.processorTime().compareTo(most.dividedBy(2)) > 0) {
					throw failed(name, "it did not end within " + most);
				}
			}
		}
		throw new IllegalStateException(name + " got too little of a processor");
	}

	private Letter render(LetterTemplate template, Map<String, @Nullable Object> values)
			throws TemplateException, IOException {
		Map<String, @Nullable Object> model = new HashMap<>(values);
		model.put("links", Map.of("base", this.properties.linkBase()));
		model.put("link", LetterFunctions.link(this.properties.linkBase()));
		model.put("moment", LetterFunctions.moment(template.language(), values));
		String subject = PlainText.oneLine(process(template.subject(), model));
		if (subject.isEmpty()) {
			throw new IllegalStateException("the subject is empty");
		}
		Node body = this.markdown.parse(process(template.body(), model));
		return frame(PlainText.cut(subject, LONGEST_SUBJECT), body, template);
	}

	private Letter frame(String subject, Node body, LetterTemplate template) throws TemplateException, IOException {
		String plain = this.text.render(body);
		Map<String, @Nullable Object> framed = Map.of("subject", subject, "body", this.html.render(body), "preview",
				PlainText.cut(PlainText.oneLine(plain), LONGEST_PREVIEW), "language",
				template.language().getLanguage());
		return new Letter(subject, process(this.templates.frame(), framed), plain);
	}

	private String process(Template template, Map<String, @Nullable Object> model)
			throws TemplateException, IOException {
		CappedWriter out = new CappedWriter(this.properties.maxSize().toBytes());
		template.process(model, out);
		return out.toString();
	}

	private static String reason(@Nullable Throwable cause) {
		if (cause instanceof InvalidReferenceException missing) {
			return missing.getBlamedExpressionString() + " is missing";
		}
		if (cause instanceof TemplateException wrong) {
			Throwable own = wrong.getCause();
			return firstLine((own != null) ? own.getMessage() : wrong.getMessageWithoutStackTop());
		}
		return (cause != null) ? firstLine((cause.getMessage() != null) ? cause.getMessage() : cause.toString())
				: "it failed";
	}

	private static String firstLine(@Nullable String message) {
		return (message != null) ? PlainText.cut(message.lines().findFirst().orElse(""), LONGEST_SUBJECT) : "it failed";
	}

	/** Without the cause, whose text may quote the receiver. */
	private static ApplicationFailure failed(String name, String reason) {
		return ApplicationFailure.newNonRetryableFailure(name + ": " + reason, "RENDER_FAILED");
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
	}

}
