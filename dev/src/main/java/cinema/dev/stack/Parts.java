package cinema.dev.stack;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

import cinema.dev.machine.Console;
import cinema.dev.machine.Ports;
import cinema.dev.machine.RunFolder;
import cinema.dev.machine.StackException;
import cinema.dev.part.KafkaPart;
import cinema.dev.part.MailPart;
import cinema.dev.part.Part;
import cinema.dev.part.PostgresPart;
import cinema.dev.part.RabbitPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.stub.FilmsPart;

/** The parts of a stack: up in parallel; the first that fails ends the start. */
final class Parts implements AutoCloseable {

	private static final int LONGEST_START = 60;

	private final ExecutorService threads = Executors.newCachedThreadPool();

	private final List<CompletableFuture<?>> starting = new ArrayList<>();

	private final List<Part> running = new CopyOnWriteArrayList<>();

	private final Supervision supervision;

	private final Runnable onChange;

	private boolean closed;

	Parts(Supervision supervision, Runnable onChange) {
		this.supervision = supervision;
		this.onChange = onChange;
	}

	/** Returns when all are ready. */
	void start(RunFolder folder, Map<String, String> environment, Ports ports) {
		start("postgres", () -> PostgresPart.start(folder, environment, ports));
		start("kafka", () -> KafkaPart.start(folder, environment, ports));
		start("rabbitmq", () -> RabbitPart.start(folder, environment, ports));
		start("temporal", () -> TemporalPart.start(folder, environment, ports));
		start("smtp", () -> MailPart.start(folder, environment, ports));
		start("films", () -> FilmsPart.start(ports));
		join(this.starting);
	}

	private synchronized void start(String name, Supplier<Part> starter) {
		if (this.closed) {
			return;
		}
		long start = System.nanoTime();
		this.starting.add(CompletableFuture.supplyAsync(starter, this.threads).thenAccept((part) -> {
			keep(part);
			Console.progress(name, start, part.describe());
		}));
	}

	private void keep(Part part) {
		synchronized (this) {
			if (this.closed) {
				part.close();
				throw new StackException(part.name() + " was ended while it started");
			}
			this.running.add(part);
		}
		this.onChange.run();
		this.supervision.watch(part);
	}

	/** Waits for all of them, or for the first that fails. */
	static void join(List<? extends CompletableFuture<?>> tasks) {
		CompletableFuture<Void> all = CompletableFuture.allOf(tasks.toArray(CompletableFuture[]::new));
		tasks.forEach((task) -> task.whenComplete((value, failure) -> {
			if (failure != null) {
				all.completeExceptionally(failure);
			}
		}));
		try {
			all.join();
		}
		catch (CompletionException ex) {
			Throwable cause = (ex.getCause() != null) ? ex.getCause() : ex;
			throw (cause instanceof StackException told) ? told
					: new StackException((cause.getMessage() != null) ? cause.getMessage() : cause.toString(), cause);
		}
	}

	/** A running part by its type. */
	<P extends Part> P get(Class<P> type) {
		return this.running.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
	}

	/** What all applications have to know. */
	Map<String, String> environment() {
		Map<String, String> environment = new HashMap<>();
		this.running.forEach((part) -> environment.putAll(part.environment()));
		return environment;
	}

	/** What each of them is, for example {@code given}. */
	Map<String, String> kinds() {
		Map<String, String> kinds = new HashMap<>();
		this.running.forEach((part) -> kinds.put(part.name(), part.kind()));
		return kinds;
	}

	Map<String, Long> pids() {
		Map<String, Long> pids = new HashMap<>();
		this.running.forEach((part) -> pids.putAll(part.pids()));
		return pids;
	}

	/** Also ends those that are just starting. */
	@Override
	public void close() {
		List<CompletableFuture<?>> late;
		synchronized (this) {
			this.closed = true;
			late = List.copyOf(this.starting);
		}
		this.threads.shutdownNow();
		CompletableFuture.allOf(late.toArray(CompletableFuture[]::new))
			.handle((none, failure) -> true)
			.completeOnTimeout(false, LONGEST_START, TimeUnit.SECONDS)
			.join();
		this.running.stream()
			.map((part) -> CompletableFuture.runAsync(() -> close(part)))
			.toList()
			.forEach(CompletableFuture::join);
	}

	private static void close(Part part) {
		try {
			part.close();
		}
		catch (RuntimeException ex) {
			Console.say("! " + part.name() + " did not stop: " + ex.getMessage());
		}
	}

}
