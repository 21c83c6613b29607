package cinema.orchestrator.intake;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;

import cinema.orchestrator.intake.DeadLetters.DeadLetter;
import cinema.orchestrator.temporal.WorkflowSlots;
import cinema.platform.trace.LogIds;
import cinema.platform.trace.Traces;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Event;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Scope;
import io.temporal.common.converter.DataConverterException;
import jakarta.annotation.PreDestroy;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Starts the workflows of a batch at the same time, and tells whose fault a failure is.
 */
@Component
class ParallelStarts {

	private final EventStarter starter;

	private final WorkflowSlots slots;

	private final Traces traces;

	private final ExecutorService threads;

	ParallelStarts(EventStarter starter, WorkflowSlots slots, Traces traces, IntakeProperties properties) {
		this.starter = starter;
		this.slots = slots;
		this.traces = traces;
		this.threads = Executors.newFixedThreadPool(properties.parallelStarts());
	}

	/**
	 * Returns when each event has its workflow.
	 * @return those that Temporal refuses, and would refuse for ever
	 * @throws CompletionException when Temporal is in trouble; then nothing of the batch
	 * may be committed
	 */
	List<DeadLetter> startAll(List<Start> events) {
		AtomicReference<RuntimeException> trouble = new AtomicReference<>();
		List<CompletableFuture<@Nullable DeadLetter>> running = events.stream()
			.map((event) -> CompletableFuture.supplyAsync(() -> start(event, trouble), this.threads))
			.toList();
		return running.stream().map(CompletableFuture::join).filter(Objects::nonNull).toList();
	}

	private @Nullable DeadLetter start(Start start, AtomicReference<RuntimeException> trouble) {
		RuntimeException before = trouble.get();
		if (before != null) {
			// The others would only wait for the same silence, one after the other.
			throw new IllegalStateException("the batch is in trouble already", before);
		}
		this.slots.awaitFree();
		Span span = this.traces.begin("take " + start.event().type(), SpanKind.CONSUMER, traceparent(start.kafka()));
		try (LogIds ids = ids(start.event()); Scope scope = span.makeCurrent()) {
			this.starter.start(start.event(), start.kafka().value());
			return null;
		}
		catch (RuntimeException ex) {
			if (isTheEventsFault(ex)) {
				return new DeadLetter(start.kafka(), "REFUSED", "the event cannot be given to Temporal");
			}
			trouble.set(ex);
			throw ex;
		}
		finally {
			span.end();
		}
	}

	private static @Nullable String traceparent(ConsumerRecord<byte[], byte[]> kafka) {
		Header header = kafka.headers().lastHeader(Traces.HEADER);
		return (header != null && header.value() != null) ? new String(header.value(), StandardCharsets.US_ASCII)
				: null;
	}

	private static LogIds ids(Event event) {
		return new LogIds().with("workflowId", WorkflowIds.event(event.type(), event.id())).with("eventId", event.id());
	}

	private static boolean isTheEventsFault(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof DataConverterException) {
				return true;
			}
			if (cause instanceof StatusRuntimeException refusal) {
				return isTheEventsFault(refusal.getStatus());
			}
		}
		return false;
	}

	private static boolean isTheEventsFault(Status status) {
		String words = String.valueOf(status.getDescription()).toLowerCase(Locale.ROOT);
		return switch (status.getCode()) {
			// A namespace without our search attributes would refuse every event.
			case INVALID_ARGUMENT -> !words.contains("search attribute");
			case RESOURCE_EXHAUSTED -> words.contains("larger than max");
			default -> false;
		};
	}

	@PreDestroy
	void close() {
		this.threads.shutdown();
	}

	/** An event that is to become a workflow, and the record that it came in. */
	record Start(ConsumerRecord<byte[], byte[]> kafka, Event event) {
	}

}
