package cinema.orchestrator.rendering;

import java.io.StringWriter;
import java.io.Writer;

import org.springframework.util.Assert;

/** Collects output up to a limit. */
final class CappedWriter extends Writer {

	private final StringWriter collected = new StringWriter();

	private final long most;

	CappedWriter(long most) {
		this.most = most;
	}

	@Override
	public void write(char[] buffer, int offset, int length) {
		Assert.state(this.collected.getBuffer().length() + length <= this.most,
				"the letter is longer than " + this.most + " characters");
		this.collected.write(buffer, offset, length);
	}

	@Override
	public void flush() {
		// Nothing is buffered.
	}

	@Override
	public void close() {
		// Nothing is open.
	}

	@Override
	public String toString() {
		return this.collected.toString();
	}

}
