package cinema.dev.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.machine.Console;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import org.jspecify.annotations.Nullable;

/**
 * One of our applications as a process of its own. Once it was ready it is started again
 * whenever it dies without being asked to, as long as it comes up; what ends before that
 * has failed.
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

	/** As many in a row, and it is left alone. */
	private static final int MOST_DEATHS = 5;

	private final String name;

	private final Path jar;

	private final Map<String, String> environment;

	private final int port;

	private final Path log;

	private final Runnable onRestart;

	private volatile boolean wanted;

	private volatile boolean wasReady;

	/** Why it will not be ready any more; null while it may. */
	private volatile @Nullable String failure;

	private volatile @Nullable OwnProcess ready;

	private volatile OwnProcess process;

	public Application(RunFolder folder, String name, int port, Map<String, String> environment, Runnable onRestart) {
		this(folder, name, name, port, environment, onRestart);
	}

	/**
	 * One of several of its kind.
	 * @param name what tells it from the others, and names its log
	 * @param kind whose jar it is
	 */
	public Application(RunFolder folder, String name, String kind, int port, Map<String, String> environment,
			Runnable onRestart) {
		this.name = name;
		this.jar = folder.jar(kind);
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

	/**
	 * The jars of a reproducible build all say one time, so what counts is when they were
	 * written.
	 */
	private boolean isNewer(Path archive) {
		try {
			return Files.exists(archive) && Files.getLastModifiedTime(archive)
				.compareTo((FileTime) Files.getAttribute(this.jar, "unix:ctime")) > 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

	private void supervise() {
		try {
			int deaths = 0;
			while (true) {
				OwnProcess life = this.process;
				deaths = hasComeUp(life) ? 1 : deaths + 1;
				int code = life.awaitEnd();
				if (!this.wanted || hasFailed(life, code, deaths)) {
					return;
				}
				Console.say("! " + this.name + " " + OwnProcess.ending(code) + "; it is started again");
				TimeUnit.SECONDS.sleep(1);
				if (!again()) {
					return;
				}
				this.onRestart.run();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Whether this process has become ready before it ended. */
	private boolean hasComeUp(OwnProcess life) throws InterruptedException {
		Readiness readiness = new Readiness(this.port);
		while (life.isAlive()) {
			TimeUnit.MILLISECONDS.sleep(250);
			if (readiness.isThere() && Listening.isBy(life.pid(), this.port)) {
				this.wasReady = true;
				this.ready = life;
				return true;
			}
		}
		return false;
	}

	private boolean hasFailed(OwnProcess life, int code, int deaths) {
		if (this.wasReady && deaths < MOST_DEATHS) {
			return false;
		}
		String words = OwnProcess.ending(code) + " before it was ready"
				+ (this.wasReady ? " again, " + deaths + " times" : "") + LastWords.of(this.log, life.logStart());
		if (this.wasReady) {
			Console.say("! " + this.name + " " + words + "\n  It is left alone now: mend it, and start ./run again.");
		}
		this.failure = words;
		return true;
	}

	private synchronized boolean again() {
		if (this.wanted) {
			this.process = launch();
		}
		return this.wanted;
	}

	/** Returns when the application says that it is ready. */
	public void awaitReady() {
		long until = System.nanoTime() + START.toNanos();
		while (System.nanoTime() < until) {
			OwnProcess running = this.process;
			if (this.ready == running && running.isAlive()) {
				return;
			}
			String words = this.failure;
			if (words != null) {
				throw new StackException(this.name + " " + words);
			}
			if (!this.wanted) {
				throw new StackException(this.name + " was stopped while it started");
			}
			pause();
		}
		throw new StackException(this.name + " is not ready after " + START.toSeconds() + " s"
				+ LastWords.of(this.log, this.process.logStart()));
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(50);
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

	/** As kill -9 does, and nobody starts it again. */
	public synchronized void killForGood() {
		this.wanted = false;
		kill();
	}

	/** Starts it once more after {@link #stop()}. */
	public synchronized void resume() {
		this.failure = null;
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
