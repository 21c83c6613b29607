package cinema.orchestrator.admin.mailing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.jspecify.annotations.Nullable;

/**
 * What one browser is told by Server-Sent Events (HTML Living Standard, 9.2), without a
 * thread of its own. What it has not taken when there is something newer is not sent at
 * all, so one that is slow holds up nobody.
 */
final class EventStream implements WriteListener, AsyncListener {

	private static final String NOTHING = ":\n\n";

	private final AsyncContext async;

	private final ServletOutputStream out;

	private final long opened = System.nanoTime();

	private byte @Nullable [] waiting = NOTHING.getBytes(StandardCharsets.UTF_8);

	private long touched = this.opened;

	private boolean writable;

	private boolean unflushed;

	private boolean last;

	private boolean closed;

	private Runnable afterwards = () -> {
	};

	EventStream(AsyncContext async) throws IOException {
		this.async = async;
		this.out = async.getResponse().getOutputStream();
	}

	/**
	 * Begins to write as soon as the request's own thread has left it.
	 * @param afterwards what is done once it is closed, whoever closes it
	 */
	void begin(Runnable afterwards) {
		this.afterwards = afterwards;
		this.async.setTimeout(0);
		this.async.addListener(this);
		this.out.setWriteListener(this);
	}

	/** Says something, in the place of what was not taken yet. */
	void send(String event, String data) {
		put(event(event, data), false);
	}

	/** Says something for the last time. */
	void finish(String event) {
		put(event(event, event), true);
	}

	/** Shows that somebody is there, unless there was something to say. */
	synchronized void beat(Duration every) {
		if (this.waiting == null && System.nanoTime() - this.touched >= every.toNanos()) {
			put(NOTHING, false);
		}
	}

	/** Whether it has been open for so long, or has not taken anything for so long. */
	synchronized boolean isToEnd(Duration longest, Duration patience) {
		long now = System.nanoTime();
		boolean stuck = (this.waiting != null || this.unflushed) && now - this.touched >= patience.toNanos();
		return stuck || now - this.opened >= longest.toNanos();
	}

	/** A browser that loses its stream asks again after as many milliseconds. */
	private static String event(String event, String data) {
		StringBuilder text = new StringBuilder("retry: 2000\nevent: ").append(event).append('\n');
		data.lines().forEach((line) -> text.append("data: ").append(line).append('\n'));
		return text.append('\n').toString();
	}

	private synchronized void put(String text, boolean end) {
		if (this.last) {
			return;
		}
		if (this.waiting == null && !this.unflushed) {
			this.touched = System.nanoTime();
		}
		this.waiting = text.getBytes(StandardCharsets.UTF_8);
		this.last = end;
		write();
	}

	private void write() {
		try {
			while (this.writable && !this.closed && this.out.isReady() && step()) {
				this.touched = System.nanoTime();
			}
		}
		catch (IOException | IllegalStateException gone) {
			close();
		}
	}

	/** Whether there was anything to do. */
	private boolean step() throws IOException {
		if (this.unflushed) {
			this.unflushed = false;
			this.out.flush();
			return true;
		}
		if (this.waiting != null) {
			byte[] text = this.waiting;
			this.waiting = null;
			this.unflushed = true;
			this.out.write(text);
			return true;
		}
		if (this.last) {
			close();
		}
		return false;
	}

	/** The browser opens another one, here or at another instance. */
	void close() {
		synchronized (this) {
			if (this.closed) {
				return;
			}
			this.closed = true;
			this.last = true;
		}
		try {
			this.async.complete();
		}
		catch (IllegalStateException gone) {
			// By itself, meanwhile.
		}
		this.afterwards.run();
	}

	@Override
	public synchronized void onWritePossible() {
		this.writable = true;
		write();
	}

	@Override
	public void onError(Throwable trouble) {
		close();
	}

	@Override
	public void onComplete(AsyncEvent event) {
		close();
	}

	@Override
	public void onTimeout(AsyncEvent event) {
		close();
	}

	@Override
	public void onError(AsyncEvent event) {
		close();
	}

	@Override
	public void onStartAsync(AsyncEvent event) {
		// Nothing begins anew.
	}

}
