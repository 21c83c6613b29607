package cinema.orchestrator.rendering;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * A letter that is being rendered. It knows what it has used of a processor, which on a
 * busy machine is far less than the time that has passed.
 */
record RenderedNow(String template, long thread, long before) {

	private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

	/** By the thread that calls. */
	static RenderedNow begin(LetterRequest wanted) {
		return new RenderedNow(wanted.template(), Thread.currentThread().getId(), THREADS.getCurrentThreadCpuTime());
	}

	Duration processorTime() {
		return Duration.ofNanos(THREADS.getThreadCpuTime(this.thread) - this.before);
	}

}
