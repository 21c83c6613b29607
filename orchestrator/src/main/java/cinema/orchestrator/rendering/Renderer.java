package cinema.orchestrator.rendering;

import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import cinema.orchestrator.rendering.TemplateParser.LetterTemplate;
import cinema.platform.problem.RefusedException;
import cinema.platform.seal.SealedLinks;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Form;
import cinema.workflows.contract.Channel.Trait;
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

import org.springframework.core.NestedRuntimeException;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Renders letters within bounded time and size; whatever is wrong with a template is one
 * clear failure.
 */
@Component
public class Renderer {

	/** The value that holds the path at which a letter's topic can be left, if it can. */
	public static final String UNSUBSCRIBE = "unsubscribe_link";

	private static final int LONGEST_SUBJECT = 200;

	/** How many time-outs pass before it is given up for now. */
	private static final int LOOKS = 3;

	private static final int DRAFTS = 2;

	private static final int WAITING_DRAFTS = 8;

	private final ExecutorService threads = Executors.newCachedThreadPool(new CustomizableThreadFactory("rendering-"));

	/** Apart, so that no draft takes a thread or a processor from letters. */
	private final ExecutorService drafts = new ThreadPoolExecutor(DRAFTS, DRAFTS, 0, TimeUnit.SECONDS,
			new ArrayBlockingQueue<>(WAITING_DRAFTS), new CustomizableThreadFactory("drafts-"));

	private final Parser markdown = Parser.builder().build();

	private final HtmlRenderer html = HtmlRenderer.builder()
		.escapeHtml(true)
		.sanitizeUrls(true)
		.urlSanitizer(new LetterUrls())
		.attributeProviderFactory((context) -> new LetterStyles())
		.build();

	/** Without styles: the page that shows it has its own. */
	private final HtmlRenderer bare = HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).build();

	private final TextContentRenderer text = TextContentRenderer.builder()
		.lineBreakRendering(LineBreakRendering.SEPARATE_BLOCKS)
		.nodeRendererFactory(LinkLines::new)
		.nodeRendererFactory(ImageWords::new)
		.build();

	private final Templates templates;

	private final RenderingProperties properties;

	private final SealedLinks sealedLinks;

	Renderer(Templates templates, RenderingProperties properties, SealProperties seal) {
		this.sealedLinks = seal.links();
		this.templates = templates;
		this.properties = properties;
	}

	/**
	 * Whether there is such a template, for example {@code email/welcome}, or
	 * {@code email/welcome@3} for its third version.
	 */
	public boolean knows(String name) {
		return this.templates.find(name, "en") != null;
	}

	/** Where paths of letters lead, without a slash at its end. */
	public String linkBase() {
		return this.properties.linkBase();
	}

	/** The languages that letters may be in, as codes of ISO 639. */
	public List<String> languages() {
		return Stream.concat(Stream.of("en"), this.properties.languages().stream()).toList();
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
		AtomicReference<RenderedNow> current = new AtomicReference<>(RenderedNow.begin(wanted.get(0)));
		return bounded(this.threads, current, () -> wanted.stream().map((one) -> {
			current.set(RenderedNow.begin(one));
			return tryTo(one);
		}).toList());
	}

	/**
	 * Renders a text that nobody has published, or says what is wrong with it.
	 * @throws RefusedException when too many others are being rendered
	 */
	public DraftLetter render(TemplateText text, Map<String, @Nullable Object> values) {
		LetterRequest wanted = new LetterRequest(text.file(), text.language(), values);
		AtomicReference<RenderedNow> current = new AtomicReference<>(RenderedNow.begin(wanted));
		try {
			return bounded(this.drafts, current, () -> {
				current.set(RenderedNow.begin(wanted));
				return tryTo(text, values);
			});
		}
		catch (RejectedExecutionException | StarvedException busy) {
			throw RefusedException.forNow("As many drafts as there may be are being tried; try again in a moment.");
		}
		catch (ApplicationFailure endless) {
			return new DraftLetter(null, new TemplateFault(0, "it did not end within " + this.properties.timeout()));
		}
	}

	private <T> T bounded(ExecutorService threads, AtomicReference<RenderedNow> current, Callable<T> work) {
		Future<T> rendering = threads.submit(work);
		try {
			return await(rendering, current);
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
	private <T> T await(Future<T> rendering, AtomicReference<RenderedNow> current)
			throws InterruptedException, ExecutionException {
		Duration most = this.properties.timeout();
		for (int look = 0; look < LOOKS; look++) {
			try {
				return rendering.get(most.toMillis(), TimeUnit.MILLISECONDS);
			}
			catch (TimeoutException ex) {
				RenderedNow late = Objects.requireNonNull(current.get());
				if (late.processorTime().compareTo(most.dividedBy(2)) > 0) {
					throw failed(late.template(), "it did not end within " + most);
				}
			}
		}
		throw new StarvedException("letters got too little of a processor");
	}

	private Rendered tryTo(LetterRequest wanted) {
		try {
			LetterTemplate template = this.templates.find(wanted.template(), wanted.locale());
			return (template != null) ? new Rendered(render(template, wanted.values(), wanted.images()), null)
					: new Rendered(null, failed(wanted.template(), "there is no such template"));
		}
		catch (NestedRuntimeException away) {
			// The database, where versions are; no fault of the template.
			throw away;
		}
		catch (Exception | StackOverflowError ex) {
			return new Rendered(null, failed(wanted.template(), RenderFaults.describe(ex)));
		}
	}

	private DraftLetter tryTo(TemplateText text, Map<String, @Nullable Object> values) {
		try {
			return new DraftLetter(render(this.templates.draft(text), values, null), null);
		}
		catch (Exception | StackOverflowError ex) {
			return new DraftLetter(null, RenderFaults.fault(ex));
		}
	}

	/**
	 * By a template.
	 * @param images which the letter has to show, or null where nobody knows
	 */
	private Letter render(LetterTemplate template, Map<String, @Nullable Object> values, @Nullable Set<String> images)
			throws TemplateException, IOException {
		Map<String, @Nullable Object> model = new HashMap<>(values);
		if (values.get("event") instanceof Map<?, ?> event && values.get("details") instanceof Map<?, ?> details) {
			model.put("details", open(event, details));
		}
		model.put("links", Map.of("base", this.properties.linkBase()));
		model.put("link", LetterFunctions.link(this.properties.linkBase(), template.subject() == null));
		model.put("moment", LetterFunctions.moment(template.language(), values));
		return (template.subject() != null) ? letter(template, template.subject(), values, model, images)
				: text(template, model);
	}

	/** Without subject and html, and never cut. */
	private Letter text(LetterTemplate template, Map<String, @Nullable Object> model)
			throws TemplateException, IOException {
		String said = PlainText.lines(process(template.body(), model));
		String text = Unlinked.apart(said, this.properties.linkBase());
		Assert.state(!text.isEmpty(), "the text is empty");
		int length = text.codePointCount(0, text.length());
		Assert.state(length <= Form.TEXT.longest(),
				"the text has " + length + " characters, and may have " + Form.TEXT.longest());
		if (template.isStored()) {
			OneTimeLinks.of(this.properties.linkBase(), model.get("details")).requireApart(said, text);
		}
		return new Letter("", "", text);
	}

	private Letter letter(LetterTemplate template, Template head, Map<String, @Nullable Object> values,
			Map<String, @Nullable Object> model, @Nullable Set<String> images) throws TemplateException, IOException {
		String subject = PlainText.oneLine(process(head, model));
		Assert.state(!subject.isEmpty(), "the subject is empty");
		Node body = this.markdown.parse(process(template.body(), model));
		if (images != null) {
			ShownImages.require(body, images);
		}
		String leave = (values.get(UNSUBSCRIBE) instanceof String path) ? this.properties.linkBase() + path : "";
		Letter letter = frame(PlainText.cut(subject, LONGEST_SUBJECT), body, template, leave);
		if (template.isStored()) {
			OneTimeLinks.of(this.properties.linkBase(), model.get("details"))
				.require(body, letter.subject() + "\n" + letter.text());
		}
		return letter;
	}

	@SuppressWarnings("unchecked") // an object of JSON
	private Map<String, @Nullable Object> open(Map<?, ?> event, Map<?, ?> details) {
		return this.sealedLinks.open(event.get("id") + "+" + event.get("type"),
				(Map<String, @Nullable Object>) details);
	}

	/**
	 * With the link to leave its topic at its end, unless the template has it already.
	 * @param leave that link, or an empty text
	 */
	private Letter frame(String subject, Node body, LetterTemplate template, String leave)
			throws TemplateException, IOException {
		String text = this.text.render(body);
		if (isWithinPage(template.body().getName())) {
			return new Letter(subject, this.bare.render(body), text);
		}
		String preview = Preview.of(body);
		String missing = text.contains(leave) ? "" : leave;
		String words = LetterFunctions.leave(template.language());
		Map<String, @Nullable Object> framed = Map.of("subject", subject, "body", this.html.render(body), "preview",
				preview, "padding", Preview.padding(preview), "language", template.language().getLanguage(),
				UNSUBSCRIBE, missing, "unsubscribe", words);
		return new Letter(subject, process(this.templates.frame(), framed),
				missing.isEmpty() ? text : text + "\n\n" + words + ": " + missing);
	}

	/** What is shown within a page has no frame of its own. */
	private static boolean isWithinPage(String template) {
		return Channel.named(template.substring(0, Math.max(0, template.indexOf('/'))))
			.filter((channel) -> channel.has(Trait.WITHIN_PAGE))
			.isPresent();
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
		this.drafts.shutdownNow();
	}

	/** It may go better another time. */
	private static final class StarvedException extends IllegalStateException {

		private static final long serialVersionUID = 1L;

		StarvedException(String message) {
			super(message);
		}

	}

}
