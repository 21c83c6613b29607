package cinema.orchestrator.setting;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import jakarta.annotation.PreDestroy;
import org.jspecify.annotations.Nullable;

import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;

/** Asks many at the same time, and waits for nobody longer than some seconds. */
@Component
class Questions {

	private static final long LONGEST = 4;

	/** However many people look, no more than so many wait. */
	private static final int MOST = 16;

	private final ExecutorService threads = Executors.newFixedThreadPool(MOST,
			new CustomizableThreadFactory("questions-"));

	<T> Future<T> ask(Callable<T> question) {
		return this.threads.submit(question);
	}

	/** What was answered; nothing when nobody did. */
	static <T> Optional<T> answer(Future<T> asked) {
		try {
			return Optional.ofNullable(asked.get(LONGEST, TimeUnit.SECONDS));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		catch (ExecutionException | TimeoutException ex) {
			asked.cancel(true);
		}
		return Optional.empty();
	}

	/** Why nobody answered, without a secret; null when somebody did. */
	static @Nullable String silence(Future<?> asked) {
		try {
			asked.get(LONGEST, TimeUnit.SECONDS);
			return null;
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return "interrupted";
		}
		catch (TimeoutException ex) {
			asked.cancel(true);
			return "no answer within " + LONGEST + " s";
		}
		catch (ExecutionException ex) {
			return words(ex);
		}
	}

	private static String words(ExecutionException failure) {
		Throwable cause = (failure.getCause() != null) ? failure.getCause() : failure;
		if (cause instanceof IllegalStateException said) {
			return String.valueOf(said.getMessage());
		}
		return ((cause.getCause() != null) ? cause.getCause() : cause).getClass().getSimpleName();
	}

	@PreDestroy
	void close() {
		this.threads.shutdownNow();
	}

}
