package cinema.dev.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

import cinema.dev.part.KafkaPart;
import cinema.dev.part.MailPart;
import cinema.dev.part.Part;
import cinema.dev.part.PostgresPart;
import cinema.dev.part.RabbitPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.process.Application;
import cinema.dev.stub.FilmsPart;
import org.jspecify.annotations.Nullable;

/** All parts and the three applications: up in parallel, down in order. */
public final class Stack implements AutoCloseable {

	/** The one token of {@code stack.json} may do everything that services may. */
	private static final String SCOPES = "users:read,links:write,notifications:read,notifications:write,"
			+ "mailings:read,mailings:write";

	private final RunFolder folder;

	private final Map<String, String> environment;

	private final Ports ports = new Ports();

	private final List<Part> parts = new CopyOnWriteArrayList<>();

	private final List<Application> applications = new CopyOnWriteArrayList<>();

	private final Supervision supervision = new Supervision(this::publish);

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable Places places;

	private boolean closed;

	public Stack(RunFolder folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = environment;
	}

	/** Returns when everything is ready. */
	public void start(boolean fresh) {
		StackFile.sweep(this.folder);
		if (fresh) {
			this.folder.forget();
		}
		noteProcesses();
		ExecutorService threads = Executors.newCachedThreadPool();
		try {
			startAll(threads);
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof StackException told) ? told : new StackException(ex.getCause() + "", ex);
		}
		finally {
			threads.shutdown();
		}
	}

	private void startAll(ExecutorService threads) {
		CompletableFuture<PostgresPart> postgres = part("postgres", threads, () -> PostgresPart.start(this.folder,
				this.environment,
				this.environment.containsKey("CINEMA_DEV_POSTGRES_URL") ? 0 : this.ports.choose("postgres", 5432)));
		CompletableFuture<Part> kafka = part("kafka", threads,
				() -> KafkaPart.start(this.folder, this.environment, this.ports));
		CompletableFuture<Part> rabbit = part("rabbitmq", threads,
				() -> RabbitPart.start(this.folder, this.environment, this.ports));
		CompletableFuture<TemporalPart> temporal = part("temporal", threads,
				() -> TemporalPart.start(this.folder, this.environment, this.ports));
		CompletableFuture<MailPart> mail = part("smtp", threads,
				() -> MailPart.start(this.folder, this.environment, this.ports));
		CompletableFuture<FilmsPart> films = part("films", threads, () -> FilmsPart.start(this.ports));
		CompletableFuture.allOf(postgres, kafka, rabbit, temporal, mail, films).join();
		noteProcesses();
		startApplications(threads, postgres.join());
		this.places = describe(postgres.join(), temporal.join(), mail.join());
		publish();
	}

	private <P extends Part> CompletableFuture<P> part(String name, ExecutorService threads, Supplier<P> starter) {
		long start = System.nanoTime();
		return CompletableFuture.supplyAsync(starter, threads).thenApply((part) -> {
			this.parts.add(part);
			noteProcesses();
			this.supervision.watch(part);
			progress(name, start, part.describe());
			return part;
		});
	}

	private static void progress(String name, long start, String what) {
		Console.say(String.format("  %-13s ready in %4.1f s   %s", name, (System.nanoTime() - start) / 1e9, what));
	}

	private void startApplications(ExecutorService threads, PostgresPart postgres) {
		Map<String, Integer> chosen = new LinkedHashMap<>();
		chosen.put("auth", this.ports.choose("auth", 8081));
		chosen.put("orchestrator", this.ports.choose("orchestrator", 8082));
		chosen.put("worker", this.ports.choose("worker", 8083));
		String auth = "http://127.0.0.1:" + chosen.get("auth");
		List<CompletableFuture<?>> starting = new ArrayList<>();
		chosen.forEach((name, port) -> {
			Map<String, String> settings = new HashMap<>();
			this.parts.forEach((part) -> settings.putAll(part.environment()));
			settings.putAll(postgres.environmentOf(this.folder, name));
			settings.putAll(ownSettings(name, auth));
			settings.putAll(AskedSettings.of(name, this.folder, this.environment));
			settings.put("SERVER_PORT", port.toString());
			settings.put("SERVER_ADDRESS", this.environment.getOrDefault("SERVER_ADDRESS", "127.0.0.1"));
			long start = System.nanoTime();
			Application application = new Application(this.folder, name, port, settings, this::publish);
			this.applications.add(application);
			noteProcesses();
			starting.add(CompletableFuture.runAsync(application::awaitReady, threads)
				.thenRun(() -> progress(name, start, application.url())));
		});
		CompletableFuture.allOf(starting.toArray(CompletableFuture[]::new)).join();
	}

	/**
	 * What the applications have to know of each other; what the caller of ./run says
	 * counts more.
	 */
	private Map<String, String> ownSettings(String application, String auth) {
		Map<String, String> settings = new HashMap<>();
		switch (application) {
			case "auth" -> {
				settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_TOKEN", this.folder.secret("service-token"));
				settings.put("CINEMA_SECURITY_SERVICES_ORCHESTRATOR_SCOPES", SCOPES);
				settings.put("CINEMA_TOKEN_PRIVATE_KEY", this.folder.signingKey());
				settings.put("CINEMA_LINK_BASE_URL", auth);
				settings.put("CINEMA_TOKEN_ISSUER", auth);
			}
			case "orchestrator" -> {
				settings.put("CINEMA_CONTEXT_SERVICES_AUTH_URL", auth);
				settings.put("CINEMA_CONTEXT_SERVICES_AUTH_TOKEN", this.folder.secret("service-token"));
				settings.put("CINEMA_CONTEXT_SERVICES_FASTAPI_URL", part(FilmsPart.class).url());
				settings.put("CINEMA_RENDERING_LINK_BASE_URL", auth);
				settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_TOKEN", this.folder.secret("service-token"));
				settings.put("CINEMA_SECURITY_SERVICES_LAPTOP_SCOPES", SCOPES);
				settings.put("CINEMA_SECURITY_JWT_JWKS_URL", auth + "/.well-known/jwks.json");
				settings.put("CINEMA_SECURITY_JWT_ISSUER", auth);
				settings.put("CINEMA_NOTIFICATION_TEMPORAL_UI_URL", part(TemporalPart.class).ui());
			}
			default -> settings.put("LOGGING_LEVEL_ORG_SUBETHAMAIL", "WARN");
		}
		return settings;
	}

	private Places describe(PostgresPart postgres, TemporalPart temporal, MailPart mail) {
		Map<String, String> settings = new HashMap<>(this.environment);
		Map<String, String> kinds = new HashMap<>();
		this.parts.forEach((part) -> {
			settings.putAll(part.environment());
			kinds.put(part.name(), part.kind());
		});
		String amqp = "amqp://" + settings.getOrDefault("SPRING_RABBITMQ_USERNAME", "guest") + ":"
				+ settings.getOrDefault("SPRING_RABBITMQ_PASSWORD", "guest") + "@"
				+ settings.get("SPRING_RABBITMQ_HOST") + ":" + settings.getOrDefault("SPRING_RABBITMQ_PORT", "5672");
		return new Places(url("auth"), url("orchestrator"), url("worker"), temporal.ui(), mail.page(),
				temporal.target(), this.environment.getOrDefault("SPRING_TEMPORAL_NAMESPACE", "default"),
				settings.getOrDefault("SPRING_KAFKA_BOOTSTRAP_SERVERS", ""), mail.smtp(), amqp, postgres.url(),
				this.folder.secret("service-token"), kinds, pids());
	}

	private String url(String application) {
		return application(application).url();
	}

	public Application application(String name) {
		return this.applications.stream().filter((one) -> one.name().equals(name)).findFirst().orElseThrow();
	}

	/** A running part by its type. */
	public <P extends Part> P part(Class<P> type) {
		return this.parts.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	private Map<String, Long> pids() {
		Map<String, Long> pids = new HashMap<>();
		pids.put("launcher", ProcessHandle.current().pid());
		this.parts.forEach((part) -> pids.putAll(part.pids()));
		this.applications.forEach((application) -> pids.put(application.name(), application.pid()));
		return pids;
	}

	private synchronized void noteProcesses() {
		StackFile.note(this.folder, pids());
	}

	/**
	 * Tells scripts where everything is, also after an application got another process.
	 */
	private void publish() {
		noteProcesses();
		Places known = this.places;
		if (known != null) {
			Places current = new Places(known.auth(), known.orchestrator(), known.worker(), known.temporalUi(),
					known.mailbox(), known.temporal(), known.namespace(), known.kafka(), known.smtp(), known.amqp(),
					known.database(), known.serviceToken(), known.kinds(), pids());
			this.places = current;
			StackFile.write(this.folder, current);
		}
	}

	public Places places() {
		Places known = this.places;
		if (known == null) {
			throw new StackException("The stack has not started");
		}
		return known;
	}

	/** Pages and ports, for people. */
	public String table() {
		Places at = places();
		StringBuilder table = new StringBuilder("\n");
		row(table, "Mailbox", at.mailbox());
		row(table, "Temporal web UI",
				at.temporalUi().isEmpty() ? "none (" + at.kinds().get("temporal") + ")" : at.temporalUi());
		row(table, "auth, its REST", at.auth() + "/swagger-ui.html");
		row(table, "orchestrator", at.orchestrator() + "/swagger-ui.html");
		row(table, "worker", at.worker() + "/actuator/health");
		row(table, "Temporal", at.temporal() + " (" + at.kinds().get("temporal") + ")");
		row(table, "Kafka", at.kafka() + " (" + at.kinds().get("kafka") + ")");
		row(table, "RabbitMQ", at.amqp().replaceAll("//.*@", "") + " (" + at.kinds().get("rabbitmq") + ")");
		row(table, "PostgreSQL", at.database().replaceAll("[?].*", "") + " (" + at.kinds().get("postgres") + ")");
		row(table, "SMTP", at.smtp() + " (" + at.kinds().get("smtp") + ")");
		row(table, "Logs, stack.json", this.folder.file("").toString());
		this.ports.moved().forEach((moved) -> table.append("  note: ").append(moved).append('\n'));
		return table.toString();
	}

	private static void row(StringBuilder table, String name, String value) {
		table.append(String.format("  %-18s %s%n", name, value));
	}

	public void awaitEnd() throws InterruptedException {
		this.end.await();
	}

	/** Applications first, so that what they have in hand still finds its parts. */
	@Override
	public void close() {
		this.supervision.end();
		closeOnce();
	}

	private synchronized void closeOnce() {
		if (this.closed) {
			return;
		}
		this.closed = true;
		Console.say("\nStopping");
		List<CompletableFuture<Void>> stopping = this.applications.stream()
			.map((application) -> CompletableFuture.runAsync(application::stop))
			.toList();
		stopping.forEach(CompletableFuture::join);
		this.parts.stream()
			.map((part) -> CompletableFuture.runAsync(part::close))
			.toList()
			.forEach(CompletableFuture::join);
		if (!this.parts.isEmpty()) {
			StackFile.forget(this.folder);
		}
		Console.say("Stopped");
		this.end.countDown();
	}

}
