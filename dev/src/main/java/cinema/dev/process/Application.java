package cinema.dev.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.stack.Console;
import cinema.dev.stack.RunFolder;
import cinema.dev.stack.StackException;

/**
 * One of our applications as a process of its own, started again whenever it dies without
 * being asked to.
 */
public final class Application {

	/**
	 * A laptop's run ends before the slower compiler's work pays, and memory that is free
	 * is for others: without a small heap to begin with, Java never gives back what it
	 * began with, which is a part of the machine.
	 */
	private static final List<String> JVM = List.of("-Xms160m", "-Xmn96m", "-Xmx384m", "-XX:+UseSerialGC",
			"-XX:TieredStopAtLevel=1", "-XX:MinHeapFreeRatio=15", "-XX:MaxHeapFreeRatio=30", "-XX:-ShrinkHeapInSteps",
			"-XX:+ExitOnOutOfMemoryError");

	private static final Duration START = Duration.ofSeconds(300);

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

	private final String name;

	private final Path jar;

	private final Map<String, String> environment;

	private final int port;

	private final Path log;

	private final Runnable onRestart;

	private volatile boolean wanted;

	private volatile OwnProcess process;

	public Application(RunFolder folder, String name, int port, Map<String, String> environment, Runnable onRestart) {
		this.name = name;
		this.jar = folder.jar(name);
		this.environment = environment;
		this.port = port;
		this.log = folder.log(name);
		this.onRestart = onRestart;
		this.process = launch();
		this.wanted = true;
		watch();
	}

	private void watch() {
		Thread supervisor = new Thread(this::supervise, this.name + "-supervisor");
		supervisor.setDaemon(true);
		supervisor.start();
	}

	private OwnProcess launch() {
		if (!Files.exists(this.jar)) {
			throw new StackException(this.jar + " is missing: mvn -DskipTests package");
		}
		List<String> command = new ArrayList<>();
		command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
		command.addAll(JVM);
		command.addAll(jar());
		Map<String, String> variables = new HashMap<>(this.environment);
		// With an arena for each of hundreds of threads, glibc keeps what was freed.
		variables.putIfAbsent("MALLOC_ARENA_MAX", "2");
		return OwnProcess.start(command, variables, this.log);
	}

	/** The unpacked application with its archive of classes, where ./run has made one. */
	private List<String> jar() {
		Path unpacked = this.jar.resolveSibling("app");
		Path archive = unpacked.resolve("classes.jsa");
		return isNewer(archive) ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-jar",
				unpacked.resolve(this.jar.getFileName()).toString()) : List.of("-jar", this.jar.toString());
	}

	private boolean isNewer(Path archive) {
		try {
			return Files.exists(archive)
					&& Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(this.jar)) > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void supervise() {
		try {
			while (true) {
				int code = this.process.awaitEnd();
				if (!this.wanted) {
					return;
				}
				Console.say("! " + this.name + " ended with code " + code + "; it is started again");
				TimeUnit.SECONDS.sleep(1);
				synchronized (this) {
					if (!this.wanted) {
						return;
					}
					this.process = launch();
				}
				this.onRestart.run();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Returns when the application says that it is ready. */
	public void awaitReady() {
		long until = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < until) {
			if (isReady()) {
				return;
			}
			if (!this.wanted) {
				throw new StackException(this.name + " was stopped while it started");
			}
		}
		throw new StackException(this.name + " is not ready after " + START.toSeconds() + " s, see " + this.log);
	}

	private boolean isReady() {
		try {
			TimeUnit.MILLISECONDS.sleep(250);
			HttpRequest request = HttpRequest.newBuilder(URI.create(url() + "/actuator/health/readiness"))
				.timeout(Duration.ofSeconds(2))
				.build();
			return HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200;
		}
		catch (IOException ex) {
			return false;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new StackException("interrupted", ex);
		}
	}

	public String name() {
		return this.name;
	}

	public String url() {
		return "http://127.0.0.1:" + this.port;
	}

	public long pid() {
		return this.process.pid();
	}

	/** As kill -9 does; the supervision starts it again. */
	public void kill() {
		this.process.kill();
	}

	/** Starts it once more after {@link #stop()}. */
	public synchronized void resume() {
		this.process = launch();
		this.wanted = true;
		watch();
		this.onRestart.run();
	}

	/** Asks it to end and stays until it has. */
	public void stop() {
		OwnProcess running;
		synchronized (this) {
			this.wanted = false;
			running = this.process;
		}
		running.end(30);
	}

}
