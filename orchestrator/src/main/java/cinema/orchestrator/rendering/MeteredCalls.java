package cinema.orchestrator.rendering;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Calls in another thread, one after the other, that know what the current one has used
 * of a processor, which on a busy machine is far less than the time that has passed.
 */
final class MeteredCalls<T> implements Callable<List<T>> {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final List<Supplier<T>> calls;

	private volatile @Nullable Thread thread;

	private volatile long before;

	private volatile int done;

	MeteredCalls(List<Supplier<T>> calls) {
		this.calls = calls;
	}

	@Override
	public List<T> call() {
		List<T> results = new ArrayList<>(this.calls.size());
		for (Supplier<T> each : this.calls) {
			this.before = THREADS.getCurrentThreadCpuTime();
			this.thread = Thread.currentThread();
			results.add(each.get());
			this.done = results.size();
			if (Thread.currentThread().isInterrupted()) {
				throw new CancellationException("nobody waits for the others");
			}
		}
		return results;
	}

	/** How many have ended. */
	int done() {
		return this.done;
	}

	/** Of the current one; nothing before the first has begun. */
	Duration processorTime() {
		Thread running = this.thread;
		return (running != null) ? Duration.ofNanos(THREADS.getThreadCpuTime(running.getId()) - this.before)
				: Duration.ZERO;
	}

}
