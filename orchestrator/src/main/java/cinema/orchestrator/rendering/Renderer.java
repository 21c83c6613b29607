package cinema.orchestrator.rendering;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

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
		.nodeRendererFactory(LinkLines::new)
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
	 * Renders a letter.
	 * @throws ApplicationFailure {@code RENDER_FAILED}, never to be tried again: names
	 * the template and what is wrong
	 */
	public Letter render(LetterRequest wanted) {
		return render(List.of(wanted)).get(0).get();
	}

	/**
	 * Renders letters; what is wrong with one of them is its own result, in the same
	 * order.
	 * @throws ApplicationFailure as above, when one of them does not end
	 */
	public List<Rendered> render(List<LetterRequest> wanted) {
		MeteredCalls<Rendered> calls = new MeteredCalls<>(
				wanted.stream().<Supplier<Rendered>>map((one) -> () -> tryTo(one)).toList());
		Future<List<Rendered>> rendering = this.threads.submit(calls);
		try {
			return await(wanted, rendering, calls);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException("letters could not be rendered", ex);
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
	private List<Rendered> await(List<LetterRequest> wanted, Future<List<Rendered>> rendering,
			MeteredCalls<Rendered> calls) throws InterruptedException, ExecutionException {
		Duration most = this.properties.timeout();
		int done = 0;
		for (int look = 0; look < LOOKS; look++) {
			try {
				return rendering.get(most.toMillis() / 2, TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				if (calls.done() > done) {
					done = calls.done();
					look = 0;
				}
				else if (calls.processorTime().compareTo(most.dividedBy(2)) > 0) {
					throw failed(wanted.get(done).template(), "it did not end within " + most);
				}
			}
		}
		throw new IllegalStateException(wanted.get(done).template() + " got too little of a processor");
	}

	private Rendered tryTo(LetterRequest wanted) {
		try {
			LetterTemplate template = this.templates.find(wanted.template(), wanted.locale());
			return (template != null) ? new Rendered(render(template, wanted.values()), null)
					: new Rendered(null, failed(wanted.template(), "there is no such template"));
		}
		catch (Exception | StackOverflowError ex) {
			return new Rendered(null, failed(wanted.template(), RenderFaults.describe(ex)));
		}
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
		String preview = Preview.of(body);
		Map<String, @Nullable Object> framed = Map.of("subject", subject, "body", this.html.render(body), "preview",
				preview, "padding", Preview.padding(preview), "language", template.language().getLanguage());
		return new Letter(subject, process(this.templates.frame(), framed), this.text.render(body));
	}

	private String process(Template template, Map<String, @Nullable Object> model)
			throws TemplateException, IOException {
		CappedWriter out = new CappedWriter(this.properties.maxSize().toBytes());
		template.process(model, out);
		return out.toString();
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
