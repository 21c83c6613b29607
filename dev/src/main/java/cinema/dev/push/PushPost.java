package cinema.dev.push;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * A push service in memory: takes messages that it cannot read for whoever subscribed,
 * and keeps each until it is asked for or its time is over.
 */
public final class PushPost {

	private static final int LARGEST = 4096;

	private static final int MOST = 50;

	private final Map<String, Deque<Message>> waiting = new HashMap<>();

	private final Set<String> ended = new HashSet<>();

	/** Subscribes a browser. */
	public synchronized void open(String id) {
		this.waiting.putIfAbsent(id, new ArrayDeque<>());
	}

	/** Ends a subscription; it never comes back. */
	public synchronized void end(String id) {
		if (this.waiting.remove(id) != null) {
			this.ended.add(id);
		}
		notifyAll();
	}

	/**
	 * Takes a message.
	 * @param life the header {@code TTL}, in seconds
	 * @param topic the header {@code Topic}: it replaces what waits with the same one
	 * @return the status that the sender is told
	 */
	public synchronized int take(String id, @Nullable String life, @Nullable String topic, byte[] sealed) {
		Deque<Message> messages = this.waiting.get(id);
		if (messages == null) {
			return this.ended.contains(id) ? 410 : 404;
		}
		if (life == null || !life.matches("\\d{1,9}")) {
			return 400;
		}
		if (sealed.length > LARGEST) {
			return 413;
		}
		messages.removeIf((one) -> topic != null && topic.equals(one.topic()));
		messages.add(new Message(topic, Instant.now().plusSeconds(Long.parseLong(life)), sealed));
		if (messages.size() > MOST) {
			messages.remove();
		}
		notifyAll();
		return 201;
	}

	public synchronized boolean isOpen(String id) {
		return this.waiting.containsKey(id);
	}

	/** The next message for a browser, or null when none comes in time. */
	public synchronized byte @Nullable [] next(String id, Duration patience) throws InterruptedException {
		Instant late = Instant.now().plus(patience);
		while (this.waiting.containsKey(id)) {
			Message message = this.waiting.get(id).poll();
			if (message != null && Instant.now().isBefore(message.until())) {
				return message.sealed();
			}
			long left = Duration.between(Instant.now(), late).toMillis();
			if (message == null && left <= 0) {
				return null;
			}
			if (message == null) {
				wait(left);
			}
		}
		return null;
	}

	private record Message(@Nullable String topic, Instant until, byte[] sealed) {
	}

}
