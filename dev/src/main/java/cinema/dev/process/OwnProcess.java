package cinema.dev.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import cinema.dev.machine.StackException;

/** A process that we started, and end by its id. */
public final class OwnProcess {

	private final Process process;

	private final long logStart;

	private OwnProcess(Process process, long logStart) {
		this.process = process;
		this.logStart = logStart;
	}

	/** Starts a command whose output goes to a file. */
	public static OwnProcess start(List<String> command, Map<String, String> environment, Path log) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command);
			// An application refuses to start with a setting of another.
			builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_"));
			builder.environment().putAll(environment);
			builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
			long logStart = Files.exists(log) ? Files.size(log) : 0;
			return new OwnProcess(builder.start(), logStart);
		}
		catch (IOException ex) {
			throw new StackException(command.get(0) + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	/** How a process ended, from its exit code. */
	static String ending(int code) {
		return switch (code) {
			case 137 -> "was killed";
			case 143 -> "was asked to end by somebody else";
			default -> "ended with code " + code;
		};
	}

	public long pid() {
		return this.process.pid();
	}

	/** Where its own output begins in its log, in bytes. */
	public long logStart() {
		return this.logStart;
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	/** Returns its exit code. */
	public int awaitEnd() throws InterruptedException {
		return this.process.waitFor();
	}

	/**
	 * Returns when it is ready, within a minute. One that is not by then, or whoever
	 * waits is interrupted, is ended.
	 */
	public void awaitReady(String name, Path log, BooleanSupplier ready) {
		long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
		try {
			while (System.nanoTime() < until && isAlive()) {
				TimeUnit.MILLISECONDS.sleep(200);
				if (ready.getAsBoolean()) {
					return;
				}
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		String words = isAlive() ? "is not ready after a minute"
				: ending(this.process.exitValue()) + " before it was ready";
		// It has nothing to lose yet.
		end(5);
		throw new StackException(name + " " + words + LastWords.of(log, this.logStart));
	}

	/**
	 * SIGTERM, and SIGKILL for what does not listen: also for what it has started, which
	 * may outlive it. Whoever waits here cannot be interrupted.
	 */
	public void end(int seconds) {
		List<ProcessHandle> family = Stream.concat(this.process.descendants(), Stream.of(this.process.toHandle()))
			.toList();
		this.process.destroy();
		CompletableFuture.allOf(family.stream().map(ProcessHandle::onExit).toArray(CompletableFuture[]::new))
			.completeOnTimeout(null, seconds, TimeUnit.SECONDS)
			.join();
		family.forEach(ProcessHandle::destroyForcibly);
		this.process.onExit().join();
	}

	/** As kill -9 does. */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
