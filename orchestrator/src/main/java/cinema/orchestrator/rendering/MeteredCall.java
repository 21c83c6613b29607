package cinema.orchestrator.rendering;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.Callable;

import org.jspecify.annotations.Nullable;

/**
 * A call in another thread that knows what it has used of a processor, which on a busy
 * machine is far less than the time that has passed.
 */
final class MeteredCall<T> implements Callable<T> {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	private final Callable<T> call;

	private volatile @Nullable Thread thread;

	private volatile long before;

	MeteredCall(Callable<T> call) {
		this.call = call;
	}

	@Override
	public T call() throws Exception {
		this.before = THREADS.getCurrentThreadCpuTime();
		this.thread = Thread.currentThread();
		return this.call.call();
	}

	/** Nothing before it has begun. */
	Duration processorTime() {
		Thread running = this.thread;
		return (running != null) ? Duration.ofNanos(THREADS.getThreadCpuTime(running.getId()) - this.before)
				: Duration.ZERO;
	}

}
