package cinema.orchestrator.admin.mailing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockAsyncContext;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class EventStreamTests {

	private final Line line = new Line();

	private final Ending ending = new Ending(this.line);

	private EventStream stream;

	private int ends;

	@BeforeEach
	void open() throws IOException {
		this.stream = new EventStream(this.ending);
		this.stream.begin(() -> this.ends++);
		this.stream.onWritePossible();
	}

	@Test
	void sendsLinesAsDataAndEmptiesWhatIsBuffered() {
		this.stream.send("progress", "<p>\n1 of 2\r\n</p>");

		assertThat(this.line.written)
			.hasToString(":\n\nretry: 2000\nevent: progress\ndata: <p>\ndata: 1 of 2\ndata: </p>\n\n");
		assertThat(this.line.unflushed).isFalse();
	}

	@Test
	void keepsForOneThatIsSlowNothingButTheNewest() {
		this.line.ready = false;
		for (int number = 0; number < 100; number++) {
			this.stream.send("progress", "number " + number);
		}
		this.stream.finish("end");
		assertThat(this.line.written).hasToString(":\n\n");
		assertThat(this.ending.completed).isFalse();

		this.line.ready = true;
		this.stream.onWritePossible();

		assertThat(this.line.written).hasToString(":\n\nretry: 2000\nevent: end\ndata: end\n\n");
		assertThat(this.ending.completed).isTrue();
		assertThat(this.ends).isOne();
	}

	@Test
	void givesUpOneThatTakesNothing() {
		assertThat(this.stream.isToEnd(Duration.ofHours(1), Duration.ZERO)).isFalse();
		this.line.ready = false;
		this.stream.send("progress", "1");

		assertThat(this.stream.isToEnd(Duration.ofHours(1), Duration.ofHours(1))).isFalse();
		assertThat(this.stream.isToEnd(Duration.ofHours(1), Duration.ZERO)).isTrue();
		assertThat(this.stream.isToEnd(Duration.ZERO, Duration.ofHours(1))).as("open for long").isTrue();
	}

	@Test
	void beatsOnlyWhereNothingWasSaid() {
		this.stream.beat(Duration.ofHours(1));
		assertThat(this.line.written).hasToString(":\n\n");

		this.stream.beat(Duration.ZERO);

		assertThat(this.line.written).hasToString(":\n\n:\n\n");
	}

	@Test
	void endsOnceWhoeverEndsIt() {
		this.line.broken = true;
		this.stream.send("progress", "1");
		this.stream.close();
		this.stream.onError(new IOException("reset"));
		this.stream.send("progress", "2");

		assertThat(this.ends).isOne();
		assertThat(this.ending.completed).isTrue();
		assertThat(this.line.written).hasToString(":\n\n");
	}

	/** What a container does with a request that stays open. */
	private static final class Ending extends MockAsyncContext {

		private boolean completed;

		Ending(Line line) {
			super(new MockHttpServletRequest(), new MockHttpServletResponse() {

				@Override
				public ServletOutputStream getOutputStream() {
					return line;
				}

			});
		}

		@Override
		public void complete() {
			this.completed = true;
		}

	}

	/** A connection to a browser. */
	private static final class Line extends ServletOutputStream {

		private final StringBuilder written = new StringBuilder();

		private boolean ready = true;

		private boolean broken;

		private boolean unflushed;

		@Override
		public boolean isReady() {
			return this.ready;
		}

		@Override
		public void setWriteListener(WriteListener listener) {
			// The test calls it.
		}

		@Override
		public void write(byte[] text) throws IOException {
			if (this.broken) {
				throw new IOException("broken pipe");
			}
			assertThat(this.ready).isTrue();
			this.written.append(new String(text, StandardCharsets.UTF_8));
			this.unflushed = true;
		}

		@Override
		public void write(int one) {
			throw new IllegalStateException("byte by byte");
		}

		@Override
		public void flush() {
			this.unflushed = false;
		}

	}

}
