package cinema.dev.part;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.process.OwnProcess;
import cinema.dev.stack.Console;
import cinema.dev.stack.Ports;
import cinema.dev.stack.RunFolder;
import cinema.dev.stack.StackException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.temporal.api.enums.v1.IndexedValueType;
import io.temporal.api.operatorservice.v1.AddSearchAttributesRequest;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
import io.temporal.serviceclient.OperatorServiceStubs;
import io.temporal.serviceclient.OperatorServiceStubsOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testing.TemporalDevServer;
import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testserver.TestServer;
import org.jspecify.annotations.Nullable;

/**
 * Temporal: given, an installed or kept or downloaded or built dev server, else the SDK's
 * test server.
 */
public final class TemporalPart implements Part {

	private static final Map<String, String> SEARCH_ATTRIBUTES = searchAttributes();

	private final String kind;

	private final String target;

	private final String ui;

	private final AutoCloseable server;

	private final @Nullable Long pid;

	private TemporalPart(String kind, String target, String ui, AutoCloseable server, @Nullable Long pid) {
		this.kind = kind;
		this.target = target;
		this.ui = ui;
		this.server = server;
		this.pid = pid;
	}

	private static Map<String, String> searchAttributes() {
		Map<String, String> types = new LinkedHashMap<>();
		types.put("EventType", "Keyword");
		types.put("Notice", "KeywordList");
		types.put("UserId", "Keyword");
		types.put("MailingId", "Keyword");
		types.put("Outcome", "KeywordList");
		types.put("Channel", "KeywordList");
		types.put("HeldUntil", "Datetime");
		return types;
	}

	public static TemporalPart start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("SPRING_TEMPORAL_CONNECTION_TARGET", "");
		if (!given.isEmpty()) {
			String[] address = given.split(":");
			new GivenPart("temporal", given, Map.of()).reachable("SPRING_TEMPORAL_CONNECTION_TARGET", address[0],
					Integer.parseInt(address[1]));
			registerSearchAttributes(given, environment.getOrDefault("SPRING_TEMPORAL_NAMESPACE", "default"));
			return new TemporalPart("given", given, environment.getOrDefault("CINEMA_DEV_TEMPORAL_UI", ""), () -> {
			}, null);
		}
		int port = ports.choose("temporal", 7233);
		int ui = ports.choose("temporal web ui", 8233);
		Path binary = find(environment, folder);
		if (binary != null) {
			return devServer(binary, folder, port, ui);
		}
		TemporalPart downloaded = download(folder, port, ui);
		if (downloaded != null) {
			return downloaded;
		}
		Path built = build(environment, folder);
		return (built != null) ? devServer(built, folder, port, ui) : testServer(port);
	}

	private static Path kept(Map<String, String> environment) {
		String cache = environment.getOrDefault("XDG_CACHE_HOME", environment.getOrDefault("HOME", ".") + "/.cache");
		return Path.of(cache, "cinema-notifications");
	}

	private static @Nullable Path find(Map<String, String> environment, RunFolder folder) {
		List<Path> places = new ArrayList<>();
		for (String one : environment.getOrDefault("PATH", "").split(":")) {
			places.add(Path.of(one, "temporal"));
		}
		places.add(kept(environment).resolve("temporal"));
		return places.stream()
			.filter(Files::isExecutable)
			.filter((one) -> !Files.isDirectory(one))
			.findFirst()
			.orElse(null);
	}

	private static TemporalPart devServer(Path binary, RunFolder folder, int port, int ui) {
		List<String> command = new ArrayList<>(List.of(binary.toString(), "server", "start-dev", "--ip", "127.0.0.1",
				"--port", Integer.toString(port), "--ui-port", Integer.toString(ui), "--db-filename",
				folder.data("temporal").resolve("temporal.db").toString(), "--log-level", "error"));
		command.addAll(settings());
		OwnProcess process = OwnProcess.start(command, Map.of("GOGC", "400"), folder.log("temporal"));
		String target = "127.0.0.1:" + port;
		TemporalPart part = new TemporalPart("dev-server", target, "http://127.0.0.1:" + ui, () -> process.end(10),
				process.pid());
		if (!awaitReady(target, process)) {
			process.end(2);
			throw new StackException("Temporal did not start, see " + folder.log("temporal"));
		}
		return part;
	}

	private static List<String> settings() {
		List<String> settings = new ArrayList<>(
				List.of("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"));
		SEARCH_ATTRIBUTES.forEach((name, type) -> settings.addAll(List.of("--search-attribute", name + "=" + type)));
		return settings;
	}

	private static boolean awaitReady(String target, OwnProcess process) {
		WorkflowServiceStubs stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(target).build());
		try {
			long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
			while (System.nanoTime() < until && process.isAlive()) {
				if (answers(stubs)) {
					return true;
				}
			}
			return false;
		}
		finally {
			stubs.shutdownNow();
		}
	}

	private static boolean answers(WorkflowServiceStubs stubs) {
		try {
			TimeUnit.MILLISECONDS.sleep(200);
			stubs.blockingStub()
				.withDeadlineAfter(2, TimeUnit.SECONDS)
				.describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
			return true;
		}
		catch (StatusRuntimeException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

	private static @Nullable TemporalPart download(RunFolder folder, int port, int ui) {
		Console.say("  temporal   not installed; trying to download the dev server");
		try {
			TemporalDevServer server = TemporalDevServer.start("default",
					TemporalDevServerOptions.newBuilder()
						.setIp("127.0.0.1")
						.setPort(port)
						.setUiEnabled(true)
						.setUiPort(ui)
						.setDatabaseFilename(folder.data("temporal").resolve("temporal.db").toString())
						.setLogFile(folder.log("temporal").toString())
						.setExtraArgs(settings())
						.build());
			return new TemporalPart("dev-server", server.getTarget(), "http://127.0.0.1:" + ui, server, null);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static @Nullable Path build(Map<String, String> environment, RunFolder folder) {
		Path kept = kept(environment);
		boolean hasGo = List.of(environment.getOrDefault("PATH", "").split(":"))
			.stream()
			.anyMatch((one) -> Files.isExecutable(Path.of(one, "go")));
		if (!hasGo) {
			return null;
		}
		Console.say("  temporal   building the dev server with Go, once, about 3 minutes");
		try {
			Files.createDirectories(kept);
			OwnProcess go = OwnProcess.start(List.of("go", "install", "github.com/temporalio/cli/cmd/temporal@v1.5.1"),
					Map.of("GOBIN", kept.toString()), folder.log("temporal-build"));
			return (go.awaitEnd() == 0) ? kept.resolve("temporal") : null;
		}
		catch (IOException ex) {
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

	private static TemporalPart testServer(int port) {
		Console.say(
				"  temporal   WARNING: no dev server is to be had; the SDK's test server forgets everything at the end, "
						+ "and has no web UI and no schedules");
		TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, false);
		String target = "127.0.0.1:" + port;
		registerSearchAttributes(target, "default");
		return new TemporalPart("test-server", target, "", server, null);
	}

	/**
	 * What a dev server takes at its start; a server that has them already is content.
	 */
	private static void registerSearchAttributes(String target, String namespace) {
		AddSearchAttributesRequest.Builder request = AddSearchAttributesRequest.newBuilder().setNamespace(namespace);
		SEARCH_ATTRIBUTES
			.forEach((name, type) -> request.putSearchAttributes(name, IndexedValueType.valueOf("INDEXED_VALUE_TYPE_"
					+ (type.equals("KeywordList") ? "KEYWORD_LIST" : type.toUpperCase(Locale.ROOT)))));
		OperatorServiceStubs operator = OperatorServiceStubs
			.newServiceStubs(OperatorServiceStubsOptions.newBuilder().setTarget(target).validateAndBuildWithDefaults());
		try {
			operator.blockingStub().addSearchAttributes(request.build());
		}
		catch (StatusRuntimeException ex) {
			if (ex.getStatus().getCode() != Status.Code.ALREADY_EXISTS) {
				Console.say("  temporal   WARNING: search attributes cannot be registered: " + ex.getStatus());
			}
		}
		finally {
			operator.shutdownNow();
		}
	}

	public String target() {
		return this.target;
	}

	/** The web UI, or an empty text when there is none. */
	public String ui() {
		return this.ui;
	}

	@Override
	public String name() {
		return "temporal";
	}

	@Override
	public String kind() {
		return this.kind;
	}

	@Override
	public String describe() {
		return this.kind + ", " + this.target;
	}

	@Override
	public Map<String, String> environment() {
		return Map.of("SPRING_TEMPORAL_CONNECTION_TARGET", this.target);
	}

	@Override
	public Map<String, Long> pids() {
		return (this.pid != null) ? Map.of("temporal", this.pid) : Map.of();
	}

	@Override
	public void close() {
		try {
			this.server.close();
		}
		catch (Exception ex) {
			throw new StackException("Temporal did not stop", ex);
		}
	}

}
