package cinema.platform.thread;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.context.SmartLifecycle;

/**
 * Takes turn after turn in a thread of its own, from the start of the application to its
 * end.
 */
public abstract class OwnThread implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(OwnThread.class);

	private final String name;

	private final Duration farewell;

	private volatile boolean running;

	private @Nullable Thread thread;

	/**
	 * A thread of that name.
	 * @param farewell the longest that the end of the application waits for the last
	 * turn; with zero it does not
	 */
	protected OwnThread(String name, Duration farewell) {
		this.name = name;
		this.farewell = farewell;
	}

	/**
	 * Does what there is to do, or waits for it for a while; an exception of any other
	 * kind ends the thread.
	 * @throws InterruptedException when the application ends
	 */
	protected abstract void turn() throws InterruptedException;

	/** Whether something is left to be done after the end has begun. */
	protected boolean isOpen() {
		return false;
	}

	private void run() {
		while (this.running || isOpen()) {
			try {
				turn();
			}
			catch (InterruptedException ex) {
				logger.debug("{} is woken to stop", this.name);
			}
		}
	}

	@Override
	public void start() {
		this.running = true;
		this.thread = new Thread(this::run, this.name);
		this.thread.start();
	}

	@Override
	public void stop() {
		this.running = false;
		if (this.thread != null) {
			this.thread.interrupt();
			join(this.thread);
		}
	}

	private void join(Thread own) {
		try {
			TimeUnit.MILLISECONDS.timedJoin(own, this.farewell.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	@Override
	public boolean isRunning() {
		return this.running;
	}

}
