package cinema.worker.socket;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

import jakarta.websocket.SendResult;
import jakarta.websocket.Session;
import org.jspecify.annotations.Nullable;

/**
 * A browser's socket. What is sent waits in a queue of its own and takes no thread while
 * the browser is slow; when too much waits, or one message takes too long, it is closed.
 */
final class OpenSocket {

	/** Of the session, by which it is found again. */
	static final String KEY = OpenSocket.class.getName();

	/** Held while it is told what changed, and never while it sends. */
	private final Object turn = new Object();

	private final Queue<String> waiting = new ArrayDeque<>();

	private final Session session;

	private final SocketProperties properties;

	private final Executor closing;

	private final Consumer<Farewell> closed;

	private final long openedAt = System.nanoTime();

	private volatile long heardAt = this.openedAt;

	private volatile long askedAt = this.openedAt;

	private volatile @Nullable String person;

	private volatile Instant until = Instant.MAX;

	private volatile long cursor = -1;

	private volatile boolean told;

	private long waitingSize;

	private boolean sending;

	private boolean ended;

	OpenSocket(Session session, SocketProperties properties, Executor closing, Consumer<Farewell> closed) {
		this.session = session;
		this.properties = properties;
		this.closing = closing;
		this.closed = closed;
		long patience = properties.sendTimeout().toMillis();
		session.getAsyncRemote().setSendTimeout(patience);
		// Tomcat's: for our farewell to be taken, and for the answer to it.
		session.getUserProperties().put("org.apache.tomcat.websocket.BLOCKING_SEND_TIMEOUT", patience);
		session.getUserProperties().put("org.apache.tomcat.websocket.SESSION_CLOSE_TIMEOUT", patience);
	}

	/** Whose it is from now on, and where they are. */
	void belongsTo(String person, Instant until, long cursor) {
		this.until = until;
		this.cursor = cursor;
		this.person = person;
	}

	void believe(Instant until) {
		this.until = until;
	}

	/** Null until it has said so. */
	@Nullable String person() {
		return this.person;
	}

	Instant until() {
		return this.until;
	}

	long cursor() {
		return this.cursor;
	}

	/** Whoever tells it something holds this, so that nothing older follows. */
	Object turn() {
		return this.turn;
	}

	/** Whether it has been told where its inbox is. */
	boolean isTold() {
		return this.told;
	}

	void moveTo(long cursor) {
		this.told = true;
		this.cursor = cursor;
	}

	void heard() {
		this.heardAt = System.nanoTime();
	}

	/** In nanoseconds. */
	long silentFor(long now) {
		return now - this.heardAt;
	}

	/** Whether it is time to ask whether somebody is there. */
	boolean isToBeAsked(long now, long every) {
		boolean due = silentFor(now) >= every && now - this.askedAt >= every;
		this.askedAt = due ? now : this.askedAt;
		return due;
	}

	/** In nanoseconds. */
	long age(long now) {
		return now - this.openedAt;
	}

	/** Returns at once. One message alone may be of any size. */
	void send(String text) {
		boolean slow;
		String next = null;
		synchronized (this) {
			if (this.ended) {
				return;
			}
			slow = !this.waiting.isEmpty() && this.waitingSize + text.length() > this.properties.buffer().toBytes();
			if (!slow) {
				this.waiting.add(text);
				this.waitingSize += text.length();
				next = this.sending ? null : next();
			}
		}
		if (slow) {
			close(Farewell.SLOW);
		}
		else if (next != null) {
			start(next);
		}
	}

	private @Nullable String next() {
		String next = this.waiting.poll();
		this.sending = next != null;
		this.waitingSize -= (next != null) ? next.length() : 0;
		return next;
	}

	private void start(String text) {
		try {
			this.session.getAsyncRemote().sendText(text, this::sent);
		}
		catch (RuntimeException gone) {
			close(Farewell.SLOW);
		}
	}

	private void sent(SendResult result) {
		String next = null;
		synchronized (this) {
			next = (result.isOK() && !this.ended) ? next() : null;
		}
		if (!result.isOK()) {
			close(Farewell.SLOW);
		}
		else if (next != null) {
			start(next);
		}
	}

	/** Returns at once: whoever does not read may not take a farewell either. */
	void close(Farewell farewell) {
		synchronized (this) {
			if (this.ended) {
				return;
			}
			this.ended = true;
			this.waiting.clear();
		}
		this.closed.accept(farewell);
		try {
			this.closing.execute(() -> say(farewell));
		}
		catch (RejectedExecutionException stopping) {
			// It ends with the process.
		}
	}

	private void say(Farewell farewell) {
		try {
			this.session.close(farewell.reason());
		}
		catch (IOException | RuntimeException gone) {
			// It has ended by itself.
		}
	}

	/** It ended; nothing is sent any more. */
	synchronized void end() {
		this.ended = true;
		this.waiting.clear();
	}

	synchronized boolean isEnded() {
		return this.ended;
	}

	@Override
	public String toString() {
		return "OpenSocket[" + Objects.requireNonNullElse(this.person, "nobody") + "]";
	}

}
