package cinema.orchestrator.temporal;

import java.util.concurrent.TimeUnit;

import io.temporal.worker.WorkerFactory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Starts the Temporal workers as soon as Temporal answers, which may be long after the
 * application has started; the starter's own start would end the application instead.
 */
@Component
class PatientTemporalStart implements SmartLifecycle {

	private static final Logger logger = LoggerFactory.getLogger(PatientTemporalStart.class);

	private static final long PAUSE = 2000;

	private static final int LONGEST_END = 10;

	private final WorkerFactory factory;

	private volatile @Nullable Thread starting;

	PatientTemporalStart(WorkerFactory factory) {
		this.factory = factory;
	}

	@EventListener(ApplicationReadyEvent.class)
	void startInBackground() {
		Thread thread = new Thread(this::startUntilItWorks, "temporal-workers-start");
		thread.setDaemon(true);
		this.starting = thread;
		thread.start();
	}

	private void startUntilItWorks() {
		try {
			while (!hasStarted()) {
				Thread.sleep(PAUSE);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean hasStarted() {
		try {
			this.factory.start();
			logger.info("The Temporal workers have started");
			return true;
		}
		catch (RuntimeException ex) {
			logger.warn("Temporal does not answer yet: {}", ex.toString());
			return this.factory.isShutdown();
		}
	}

	@Override
	public void start() {
		// Waits for the application to be ready.
	}

	/** Lets what runs come to its end while everything it needs is still there. */
	@Override
	public void stop() {
		Thread thread = this.starting;
		this.starting = null;
		if (thread != null) {
			thread.interrupt();
		}
		this.factory.shutdown();
		this.factory.awaitTermination(LONGEST_END, TimeUnit.SECONDS);
	}

	@Override
	public boolean isRunning() {
		return this.starting != null;
	}

	/** After the queue's side, and stopped before it. */
	@Override
	public int getPhase() {
		return 1000;
	}

}
