package cinema.dev.process;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import cinema.dev.stack.StackException;

/** A process that we started, and end by its id. */
public final class OwnProcess {

	private final Process process;

	private OwnProcess(Process process) {
		this.process = process;
	}

	/** Starts a command whose output goes to a file. */
	public static OwnProcess start(List<String> command, Map<String, String> environment, Path log) {
		try {
			ProcessBuilder builder = new ProcessBuilder(command);
			// An application refuses to start with a setting of another.
			builder.environment().keySet().removeIf((name) -> name.startsWith("CINEMA_"));
			builder.environment().putAll(environment);
			builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
			return new OwnProcess(builder.start());
		}
		catch (IOException ex) {
			throw new StackException(command.get(0) + " cannot be started: " + ex.getMessage(), ex);
		}
	}

	public long pid() {
		return this.process.pid();
	}

	public boolean isAlive() {
		return this.process.isAlive();
	}

	public int awaitEnd() throws InterruptedException {
		return this.process.waitFor();
	}

	/** SIGTERM, and SIGKILL for what does not listen. */
	public void end(int seconds) {
		this.process.destroy();
		try {
			if (!this.process.waitFor(seconds, TimeUnit.SECONDS)) {
				kill();
			}
		}
		catch (InterruptedException ex) {
			kill();
			Thread.currentThread().interrupt();
		}
	}

	/** As kill -9 does. */
	public void kill() {
		this.process.destroyForcibly();
		this.process.onExit().join();
	}

}
