package cinema.orchestrator.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionException;

import cinema.orchestrator.deadletter.DeadContent.Header;
import cinema.orchestrator.deadletter.DeadLetter.Source;
import cinema.orchestrator.deadletter.DeadLetter.State;
import cinema.orchestrator.deadletter.DeadLetterTable.OpenedLetter;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import cinema.workflows.contract.PostingQueues;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

import org.springframework.amqp.AmqpException;
import org.springframework.http.HttpStatus;
import org.springframework.kafka.core.KafkaOperations;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Sends dead letters back to where they came from. A row is locked while its letter is
 * sent, and marked when the broker has it: so nobody sends it twice, and a crash in
 * between leaves it waiting.
 */
@Component
class DeadLetterReplay {

	private final DeadLetterTable table;

	private final KafkaOperations<byte[], byte[]> kafka;

	private final PostingPublisher publisher;

	private final Clock clock;

	DeadLetterReplay(DeadLetterTable table, KafkaOperations<byte[], byte[]> kafka, PostingPublisher publisher,
			Clock clock) {
		this.clock = clock;
		this.table = table;
		this.kafka = kafka;
		this.publisher = publisher;
	}

	/**
	 * Sends one back.
	 * @throws RefusedException when there is none, it cannot be sent, or the broker does
	 * not take it
	 */
	@Transactional
	public void replay(UUID id, String by) {
		OpenedLetter found = this.table.take(id).orElseThrow(DeadLetterReplay::unknown);
		String problem = problem(found);
		if (problem != null) {
			throw new RefusedException(HttpStatus.CONFLICT, "", problem);
		}
		try {
			send(found);
		}
		catch (AmqpException | KafkaException | CompletionException | IllegalStateException away) {
			throw RefusedException.forNow("The broker did not take it: " + words(away) + ".");
		}
		this.table.done(List.of(id), State.REPLAYED, by);
	}

	static RefusedException unknown() {
		return new RefusedException(HttpStatus.NOT_FOUND, "", "Nothing is known of such a dead letter.");
	}

	/**
	 * Sends the next ones back, the oldest first; those that cannot be sent stay. A
	 * broker that does not take one is asked no more.
	 * @param after the last one of those before, or null
	 * @param end when to stop
	 */
	@Transactional
	public Batch replay(DeadLetterFilter filter, @Nullable Cursor after, int most, Instant end, String by) {
		List<OpenedLetter> taken = this.table.take(filter, after, most);
		List<UUID> sent = new ArrayList<>();
		int refused = 0;
		String problem = null;
		String away = null;
		for (OpenedLetter one : taken) {
			if (away != null || this.clock.instant().isAfter(end)) {
				break;
			}
			String why = problem(one);
			away = (why == null) ? trySending(one) : null;
			if (why == null && away == null) {
				sent.add(one.letter().id());
			}
			else {
				refused++;
				problem = (away != null) ? away : why;
			}
		}
		this.table.done(sent, State.REPLAYED, by);
		DeadLetter last = taken.isEmpty() ? null : taken.get(taken.size() - 1).letter();
		return new Batch(sent.size(), refused, problem, (last != null && taken.size() == most && away == null)
				? new Cursor(last.diedAt(), last.id().toString()) : null);
	}

	private static @Nullable String problem(OpenedLetter found) {
		DeadLetter letter = found.letter();
		if (letter.state() == State.ERASED || found.content() == null) {
			return "What it said is erased with the person whom it named.";
		}
		if (letter.state() == State.REPLAYED) {
			return "It was replayed already; where it died again it is another dead letter.";
		}
		if (!letter.whole()) {
			return "Only its beginning was kept, since it is too large; announce it again.";
		}
		return letter.origin().isEmpty() ? "Nobody has said which queue it was in." : null;
	}

	private @Nullable String trySending(OpenedLetter one) {
		try {
			send(one);
			return null;
		}
		catch (AmqpException | KafkaException | CompletionException | IllegalStateException away) {
			return "A broker did not take it: " + words(away) + ".";
		}
	}

	private static String words(RuntimeException failure) {
		Throwable cause = (failure instanceof CompletionException && failure.getCause() != null) ? failure.getCause()
				: failure;
		return String.valueOf(cause.getMessage());
	}

	private void send(OpenedLetter found) {
		DeadLetter letter = found.letter();
		DeadContent content = found.content();
		if (content == null) {
			return;
		}
		if (letter.source() == Source.RABBITMQ) {
			this.publisher.give(queue(letter.origin()), DeadMessages.message(content));
			return;
		}
		ProducerRecord<byte[], byte[]> kafka = new ProducerRecord<>(letter.origin(), null, content.timestamp(),
				content.key(), content.body());
		for (Header header : content.headers()) {
			kafka.headers().add(new RecordHeader(header.name(), header.value()));
		}
		this.kafka.send(kafka).join();
	}

	/**
	 * The queue of an instance goes with it; whoever is there now reads the shared one.
	 */
	private static String queue(String origin) {
		return origin.startsWith(PostingQueues.RECEIPTS + ".") ? PostingQueues.RECEIPTS : origin;
	}

	/**
	 * What became of some.
	 *
	 * @param refused how many cannot be sent
	 * @param problem why the last of those cannot, or null
	 * @param next where to go on, or null when these were the last
	 */
	record Batch(int done, int refused, @Nullable String problem, @Nullable Cursor next) {
	}

}
