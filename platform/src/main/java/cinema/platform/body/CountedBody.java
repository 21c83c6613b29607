package cinema.platform.body;

import java.io.IOException;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;

import org.springframework.util.unit.DataSize;

/** A body that ends in an error behind the last byte that is taken. */
final class CountedBody extends ServletInputStream {

	private final ServletInputStream body;

	private final DataSize most;

	private long read;

	CountedBody(ServletInputStream body, DataSize most) {
		this.body = body;
		this.most = most;
	}

	@Override
	public int read() throws IOException {
		int one = this.body.read();
		count((one < 0) ? 0 : 1);
		return one;
	}

	@Override
	public int read(byte[] into, int offset, int length) throws IOException {
		int some = this.body.read(into, offset, length);
		count(Math.max(0, some));
		return some;
	}

	private void count(int bytes) throws TooLargeException {
		this.read += bytes;
		if (this.read > this.most.toBytes()) {
			throw new TooLargeException(this.most);
		}
	}

	@Override
	public boolean isFinished() {
		return this.body.isFinished();
	}

	@Override
	public boolean isReady() {
		return this.body.isReady();
	}

	@Override
	public void setReadListener(ReadListener listener) {
		this.body.setReadListener(listener);
	}

}
