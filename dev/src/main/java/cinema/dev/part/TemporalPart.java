package cinema.dev.part;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.dev.machine.Console;
import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.process.Listening;
import cinema.dev.process.OwnProcess;
import io.grpc.StatusRuntimeException;
import io.temporal.api.workflowservice.v1.DescribeNamespaceRequest;
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

	private final String kind;

	private final String target;

	private final String ui;

	private final Path log;

	private final @Nullable Supplier<OwnProcess> launch;

	private volatile AutoCloseable server;

	private volatile @Nullable OwnProcess process;

	private TemporalPart(String kind, String target, String ui, Path log, AutoCloseable server) {
		this.kind = kind;
		this.target = target;
		this.ui = ui;
		this.log = log;
		this.server = server;
		this.launch = null;
	}

	private TemporalPart(String target, String ui, Path log, Supplier<OwnProcess> launch) {
		this.kind = "dev-server";
		this.target = target;
		this.ui = ui;
		this.log = log;
		this.launch = launch;
		OwnProcess started = launch.get();
		this.process = started;
		this.server = () -> started.end(10);
	}

	public static TemporalPart start(RunFolder folder, Map<String, String> environment, Ports ports) {
		String given = environment.getOrDefault("SPRING_TEMPORAL_CONNECTION_TARGET", "");
		if (!given.isEmpty()) {
			new GivenPart("temporal", given, Map.of()).reachable("SPRING_TEMPORAL_CONNECTION_TARGET", given, 7233);
			SearchAttributeTypes.register(given, environment.getOrDefault("SPRING_TEMPORAL_NAMESPACE", "default"));
			return new TemporalPart("given", given, environment.getOrDefault("CINEMA_DEV_TEMPORAL_UI", ""),
					folder.log("temporal"), () -> {
					});
		}
		return ports.start("temporal", (turn) -> own(folder, environment, turn));
	}

	private static TemporalPart own(RunFolder folder, Map<String, String> environment, Ports ports) {
		int port = ports.choose("temporal", 7233);
		int ui = ports.choose("temporal web ui", 8233);
		Path binary = TemporalBinary.find(environment);
		if (binary != null) {
			return devServer(binary, folder, port, ui);
		}
		TemporalPart downloaded = download(folder, port, ui);
		if (downloaded != null) {
			return downloaded;
		}
		Path built = TemporalBinary.build(environment, folder);
		return (built != null) ? devServer(built, folder, port, ui) : testServer(folder, port);
	}

	private static TemporalPart devServer(Path binary, RunFolder folder, int port, int ui) {
		// As seen from here: in a URL, which the path becomes, much has a meaning.
		Path database = RunFolder.fromHere(folder.data("temporal")).resolve("temporal.db");
		List<String> command = new ArrayList<>(List.of(binary.toString(), "server", "start-dev", "--ip", "127.0.0.1",
				"--port", Integer.toString(port), "--ui-port", Integer.toString(ui), "--db-filename",
				database.toString(), "--log-level", "error"));
		command.addAll(settings());
		Path log = folder.log("temporal");
		TemporalPart part = new TemporalPart("127.0.0.1:" + port, "http://127.0.0.1:" + ui, log,
				() -> OwnProcess.start(command, Map.of("GOGC", "400"), log));
		part.awaitReady();
		return part;
	}

	@Override
	public void revive() {
		if (this.launch == null) {
			throw new StackException("Temporal cannot be started again");
		}
		OwnProcess started = this.launch.get();
		this.process = started;
		this.server = () -> started.end(10);
		awaitReady();
	}

	private static List<String> settings() {
		List<String> settings = new ArrayList<>(
				List.of("--sqlite-pragma", "journal_mode=WAL", "--sqlite-pragma", "synchronous=NORMAL"));
		SearchAttributeTypes.ALL
			.forEach((name, type) -> settings.addAll(List.of("--search-attribute", name + "=" + type)));
		return settings;
	}

	/** Returns when our own process answers; else it has ended, or is ended. */
	private void awaitReady() {
		OwnProcess starting = Objects.requireNonNull(this.process);
		int port = Integer.parseInt(this.target.replaceAll(".*:", ""));
		WorkflowServiceStubs stubs = WorkflowServiceStubs
			.newServiceStubs(WorkflowServiceStubsOptions.newBuilder().setTarget(this.target).build());
		try {
			starting.awaitReady("Temporal", this.log, () -> answers(stubs) && Listening.isBy(starting.pid(), port));
		}
		finally {
			stubs.shutdownNow();
		}
	}

	private static boolean answers(WorkflowServiceStubs stubs) {
		try {
			stubs.blockingStub()
				.withDeadlineAfter(2, TimeUnit.SECONDS)
				.describeNamespace(DescribeNamespaceRequest.newBuilder().setNamespace("default").build());
			return true;
		}
		catch (StatusRuntimeException ex) {
			return false;
		}
	}

	private static @Nullable TemporalPart download(RunFolder folder, int port, int ui) {
		Console.say("  temporal   not installed; trying to download the dev server");
		try {
			TemporalDevServer server = TemporalDevServer.start("default", TemporalDevServerOptions.newBuilder()
				.setIp("127.0.0.1")
				.setPort(port)
				.setUiEnabled(true)
				.setUiPort(ui)
				.setDatabaseFilename(RunFolder.fromHere(folder.data("temporal")).resolve("temporal.db").toString())
				.setLogFile(folder.log("temporal").toString())
				.setExtraArgs(settings())
				.build());
			return new TemporalPart("dev-server", server.getTarget(), "http://127.0.0.1:" + ui, folder.log("temporal"),
					server);
		}
		catch (RuntimeException ex) {
			return null;
		}
	}

	private static TemporalPart testServer(RunFolder folder, int port) {
		Console.say(
				"  temporal   WARNING: no dev server is to be had; the SDK's test server forgets everything at the end, "
						+ "and has no web UI and no schedules");
		TestServer.PortBoundTestServer server = TestServer.createPortBoundServer(port, false);
		String target = "127.0.0.1:" + port;
		SearchAttributeTypes.register(target, "default");
		return new TemporalPart("test-server", target, "", folder.log("temporal"), server);
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
		OwnProcess running = this.process;
		return (running != null) ? Map.of("temporal", running.pid()) : Map.of();
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
