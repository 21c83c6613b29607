package cinema.worker.attachment;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

import cinema.platform.outbound.ServiceEntry;
import cinema.worker.Postings;
import cinema.worker.queue.QueueProperties;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;
import org.springframework.util.unit.DataSize;

/** A service that has files, and the folder of a worker that fetches them. */
public final class FileStage implements AutoCloseable {

	static final DataSize FILE = DataSize.ofKilobytes(64);

	static final DataSize LETTER = DataSize.ofKilobytes(100);

	/** Method, path and token of each request. */
	public final List<String> requests = new CopyOnWriteArrayList<>();

	/** By path. */
	public final Map<String, HttpHandler> answers = new ConcurrentHashMap<>();

	final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final HttpServer server;

	private final Path folder;

	public FileStage() throws IOException {
		this.folder = Files.createTempDirectory("files");
		this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 100);
		this.server.setExecutor(this.threads);
		this.server.createContext("/", (exchange) -> {
			String path = exchange.getRequestURI().getPath();
			this.requests.add(path + " " + exchange.getRequestHeaders().getFirst("Authorization"));
			try (exchange) {
				this.answers.getOrDefault(path, (one) -> one.sendResponseHeaders(404, -1)).handle(exchange);
			}
		});
		this.server.start();
	}

	/** Of a worker to which no service is known. */
	public static Attachments none() {
		return attachments(properties(Map.of(), "", Duration.ofSeconds(2), List.of()), new SimpleMeterRegistry(),
				Clock.systemUTC(), 8);
	}

	public Path folder() {
		return this.folder;
	}

	public URI url() {
		return URI.create("http://127.0.0.1:" + this.server.getAddress().getPort());
	}

	public Attachments attachments() {
		return attachments(Clock.systemUTC(), 8);
	}

	Attachments attachments(Clock clock, int consumers) {
		return attachments(properties(List.of()), this.meters, clock, consumers);
	}

	/** Of a worker that waits for half a minute for a file. */
	Attachments patient(int consumers) {
		return attachments(patient(), this.meters, Clock.systemUTC(), consumers);
	}

	AttachmentProperties patient() {
		return properties(services(), this.folder.toString(), Duration.ofSeconds(30), List.of());
	}

	AttachmentProperties properties(List<String> neverDialled) {
		return properties(services(), neverDialled);
	}

	private Map<String, ServiceEntry> services() {
		return Map.of("files", new ServiceEntry(url(), "secret-of-files", List.of("/tickets", "/posters")), "open",
				new ServiceEntry(url(), null, List.of()), "away",
				new ServiceEntry(URI.create("http://127.0.0.1:1"), null, List.of()));
	}

	AttachmentProperties properties(Map<String, ServiceEntry> services, List<String> neverDialled) {
		return properties(services, this.folder.toString(), Duration.ofSeconds(2), neverDialled);
	}

	private static AttachmentProperties properties(Map<String, ServiceEntry> services, String folder, Duration deadline,
			List<String> neverDialled) {
		return new AttachmentProperties(services, List.of("application/pdf", "image/png"), 3, FILE, LETTER,
				Duration.ofSeconds(1), deadline.dividedBy(2), deadline, 16, folder, DataSize.ofKilobytes(400),
				DataSize.ofKilobytes(164), Duration.ofMinutes(10), neverDialled);
	}

	static Attachments attachments(AttachmentProperties properties, SimpleMeterRegistry meters, Clock clock,
			int consumers) {
		return attachments(properties, new FileFolder(properties), meters, clock, consumers).attachments();
	}

	static Fetching attachments(AttachmentProperties properties, FileFolder folder, SimpleMeterRegistry meters,
			Clock clock, int consumers) {
		ServicePaces paces = new ServicePaces(properties, queue(consumers), clock);
		FileFetcher fetcher = new FileFetcher(properties, paces, folder, meters, clock);
		return new Fetching(new Attachments(properties, fetcher, paces,
				new SharedFiles(properties, fetcher, paces, meters, clock), meters, clock), fetcher);
	}

	private static QueueProperties queue(int consumers) {
		return new QueueProperties(Map.of(Urgency.NORMAL, consumers, Urgency.URGENT, consumers), 1,
				DataSize.ofMegabytes(2));
	}

	/** Answers a path with a file whose bytes come one after the other. */
	public void hasSlowly(String path, String type, int bytes, Duration altogether) {
		this.answers.put(path, (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", type);
			exchange.sendResponseHeaders(200, bytes);
			for (int i = 0; i < bytes; i++) {
				sleep(altogether.dividedBy(bytes));
				exchange.getResponseBody().write(i);
				exchange.getResponseBody().flush();
			}
		});
	}

	/** Answers a path with a file whose length it does not tell. */
	void hasInChunks(String path, String type, byte[] bytes) {
		this.answers.put(path, (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", type);
			exchange.sendResponseHeaders(200, 0);
			exchange.getResponseBody().write(bytes);
			exchange.getResponseBody().close();
		});
	}

	private static void sleep(Duration time) {
		try {
			Thread.sleep(time.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Answers a path with a file. */
	public void has(String path, String type, byte[] bytes) {
		this.answers.put(path, (exchange) -> answer(exchange, type, bytes));
	}

	static void answer(HttpExchange exchange, String type, byte[] bytes) throws IOException {
		exchange.getResponseHeaders().set("Content-Type", type);
		exchange.sendResponseHeaders(200, bytes.length);
		exchange.getResponseBody().write(bytes);
	}

	void answers(String path, int status, String... headers) {
		this.answers.put(path, (exchange) -> {
			for (int i = 0; i < headers.length; i += 2) {
				exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
			}
			exchange.sendResponseHeaders(status, -1);
		});
	}

	public static Attachment pdf(String name, String path) {
		return new Attachment(name, "http://files" + path, "application/pdf", null, null, false);
	}

	static Attachment shared(String path) {
		return new Attachment("film.pdf", "http://files" + path, "application/pdf", null, null, true);
	}

	static Attachment hashed(String path, @Nullable String sha256) {
		return new Attachment("film.pdf", "http://files" + path, "application/pdf", null, sha256, false);
	}

	public static Attachment image(String contentId, String path) {
		return new Attachment(contentId + ".png", "http://files" + path, "image/png", contentId, null, true);
	}

	public static Posting with(Posting one, Attachment... files) {
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
				one.urgency(), one.receiver(), one.subject(), one.html(), one.text(), one.headers(), one.deadline(),
				one.quietHours(), one.attempt(), List.of(files));
	}

	static Posting posting(Urgency urgency, Attachment... files) {
		return with(Postings.posting(urgency), files);
	}

	/** Files in the folder, without locks. */
	public List<Path> onDisk() {
		try (Stream<Path> all = Files.walk(this.folder)) {
			return all.filter(Files::isRegularFile).filter((one) -> !one.toString().endsWith(".lock")).toList();
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@Override
	public void close() throws IOException {
		this.server.stop(0);
		this.threads.shutdownNow();
		FileSystemUtils.deleteRecursively(this.folder);
	}

	/** Of a worker that a test stops. */
	record Fetching(Attachments attachments, FileFetcher fetcher) {

		void stop() {
			this.attachments.close();
			this.fetcher.close();
		}

	}

}
