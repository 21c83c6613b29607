package cinema.dev.stack;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import cinema.dev.machine.Console;
import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.part.Part;
import cinema.dev.process.Application;
import org.jspecify.annotations.Nullable;

/** All parts and the three applications: up in parallel, down in order. */
public final class Stack implements AutoCloseable {

	private final RunFolder folder;

	private final Map<String, String> environment;

	private final Ports ports = new Ports();

	private final Supervision supervision = new Supervision(this::publish);

	private final Parts parts = new Parts(this.supervision, this::noteProcesses);

	private final List<Application> applications = new CopyOnWriteArrayList<>();

	private final List<LeftOut> leftOut = new ArrayList<>();

	/** Held while {@code stack.json} and its sisters are written. */
	private final Object files = new Object();

	private final CountDownLatch end = new CountDownLatch(1);

	private volatile @Nullable Wiring wiring;

	private volatile @Nullable Places places;

	/** From the moment on that the folder is ours. */
	private volatile boolean begun;

	private volatile boolean ending;

	private @Nullable Closeable taken;

	private boolean closed;

	public Stack(RunFolder folder, Map<String, String> environment) {
		this.folder = folder;
		this.environment = environment;
	}

	/** The names of the applications. */
	public static Set<String> applications() {
		return Wiring.USUAL_PORTS.keySet();
	}

	/** Returns when everything is ready. */
	public void start(boolean fresh) {
		start(fresh, Set.of());
	}

	/**
	 * Returns when everything is ready that is ours to start.
	 * @param without applications that somebody else starts
	 */
	public void start(boolean fresh, Set<String> without) {
		this.taken = this.folder.take();
		StackFile.sweep(this.folder);
		if (fresh) {
			this.folder.forget();
		}
		this.folder.requireSpace();
		this.begun = true;
		this.supervision.watch(this.folder);
		noteProcesses();
		this.parts.start(this.folder, this.environment, this.ports);
		Wiring wired = this.ports.start("applications", (turn) -> startApplications(turn, without));
		this.wiring = wired;
		without.forEach((name) -> leaveOut(name, wired));
		this.places = wired.places(pids());
		publish();
	}

	private Wiring startApplications(Ports turn, Set<String> without) {
		Wiring wiring = Wiring.on(turn, this.folder, this.environment, this.parts);
		try {
			Parts.join(applications().stream()
				.filter((name) -> !without.contains(name))
				.map((name) -> launch(name, wiring))
				.toList());
			return wiring;
		}
		catch (StackException ex) {
			stopApplications();
			this.applications.clear();
			throw ex;
		}
	}

	private synchronized CompletableFuture<Void> launch(String name, Wiring wiring) {
		if (this.ending) {
			throw new StackException(name + " is not started any more");
		}
		long start = System.nanoTime();
		Application application = new Application(this.folder, name, wiring.port(name), wiring.of(name), this::publish);
		this.applications.add(application);
		noteProcesses();
		return CompletableFuture.runAsync(application::awaitReady, (task) -> new Thread(task, name + "-start").start())
			.thenRun(() -> Console.progress(name, start, application.url()));
	}

	/** Starts a further one beside an application that runs; returns when it is ready. */
	public Application another(String name) {
		return another(name, this.folder, this.ports.free());
	}

	/**
	 * Starts a further one of another build; returns when it is ready.
	 * @param built whose jars it is started from
	 * @param port one that nobody has, or that of an application which was stopped
	 */
	public Application another(String name, RunFolder built, int port) {
		Wiring wired = this.wiring;
		if (wired == null || this.ending) {
			throw new StackException("There is nothing that another " + name + " could stand beside");
		}
		String instance = name + "-" + (this.applications.size() + 1);
		Map<String, String> environment = new HashMap<>(wired.of(name));
		environment.put("SERVER_PORT", Integer.toString(port));
		Application another = new Application(built, instance, name, port, environment, this::publish);
		this.applications.add(another);
		noteProcesses();
		another.awaitReady();
		return another;
	}

	private void leaveOut(String name, Wiring wiring) {
		LeftOut one = new LeftOut(this.folder, name, wiring.port(name), wiring.of(name));
		one.write();
		this.leftOut.add(one);
		Console.say(one.describe());
	}

	/** Returns when somebody has started what was left out. */
	public void awaitLeftOut() throws InterruptedException {
		for (LeftOut one : this.leftOut) {
			one.awaitReady();
		}
	}

	/** Tells where people are known, in {@code stack.json} and in the table. */
	public void introduce(Map<String, Person> people) {
		synchronized (this.files) {
			this.places = places().with(people);
		}
		publish();
	}

	public Application application(String name) {
		return this.applications.stream().filter((one) -> one.name().equals(name)).findFirst().orElseThrow();
	}

	/** A running part by its type. */
	public <P extends Part> P part(Class<P> type) {
		return this.parts.get(type);
	}

	private Map<String, Long> pids() {
		Map<String, Long> pids = new HashMap<>(this.parts.pids());
		pids.put("launcher", ProcessHandle.current().pid());
		this.applications.forEach((application) -> pids.put(application.name(), application.pid()));
		return pids;
	}

	private void noteProcesses() {
		synchronized (this.files) {
			StackFile.note(this.folder, pids());
		}
	}

	/** Tells scripts where everything is, also after something got another process. */
	private void publish() {
		try {
			synchronized (this.files) {
				noteProcesses();
				Places known = this.places;
				if (known != null && !this.ending) {
					Places current = known.with(pids(), this.parts.kinds());
					this.places = current;
					StackFile.write(this.folder, current);
				}
			}
		}
		catch (StackException ex) {
			Console.say("! " + ex.getMessage());
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
		return Table.of(places(), this.folder, this.ports.moved());
	}

	public void awaitEnd() throws InterruptedException {
		this.end.await();
	}

	/** Whether it was asked to end, so that what fails from now on is no news. */
	public boolean isEnding() {
		return this.ending;
	}

	/** Applications first, so that what they have in hand still finds its parts. */
	@Override
	public void close() {
		this.ending = true;
		this.supervision.end();
		closeOnce();
	}

	private synchronized void closeOnce() {
		if (this.closed || !this.begun) {
			return;
		}
		this.closed = true;
		Console.say("\nStopping");
		stopApplications();
		this.parts.close();
		StackFile.forget(this.folder);
		this.ports.close();
		giveBack();
		Console.say("Stopped");
		this.end.countDown();
	}

	private void stopApplications() {
		this.applications.stream()
			.map((application) -> CompletableFuture.runAsync(application::stop))
			.toList()
			.forEach(CompletableFuture::join);
	}

	private void giveBack() {
		try {
			if (this.taken != null) {
				this.taken.close();
			}
		}
		catch (IOException ex) {
			Console.say("! " + ex.getMessage());
		}
	}

}
