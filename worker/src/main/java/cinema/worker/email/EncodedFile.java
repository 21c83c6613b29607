package cinema.worker.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** A file in base64, in lines of 76 (RFC 2045, 6.8), which is opened when it is read. */
final class EncodedFile extends InputStream {

	private static final int LINE = 76;

	/**
	 * So many at a time, and whole ones, so that the encoder begins each time with a new
	 * one.
	 */
	private static final int LINES = 128;

	private static final int CHUNK = LINES * LINE / 4 * 3;

	private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE,
			"\r\n".getBytes(StandardCharsets.US_ASCII));

	private final Path path;

	private @Nullable InputStream file;

	private final byte[] raw = new byte[CHUNK];

	private final byte[] lines = new byte[LINES * (LINE + 2) - 2];

	/** The same behind the end of the line before. */
	private final byte[] encoded = new byte[LINES * (LINE + 2)];

	private int next;

	private int end;

	private boolean begun;

	EncodedFile(Path path) {
		this.path = path;
		this.encoded[0] = '\r';
		this.encoded[1] = '\n';
	}

	/** How much a file of so many bytes comes to. */
	static long size(long bytes) {
		long characters = (bytes + 2) / 3 * 4;
		long lines = (characters + LINE - 1) / LINE;
		return characters + 2 * Math.max(0, lines - 1);
	}

	@Override
	public int read() throws IOException {
		return fill() ? this.encoded[this.next++] : -1;
	}

	@Override
	public int read(byte[] to, int offset, int length) throws IOException {
		if (length == 0) {
			return 0;
		}
		if (!fill()) {
			return -1;
		}
		int some = Math.min(length, this.end - this.next);
		System.arraycopy(this.encoded, this.next, to, offset, some);
		this.next += some;
		return some;
	}

	/** Whether there is more. */
	private boolean fill() throws IOException {
		if (this.next < this.end) {
			return true;
		}
		InputStream from = this.file;
		if (from == null) {
			from = Files.newInputStream(this.path);
			this.file = from;
		}
		int read = from.readNBytes(this.raw, 0, CHUNK);
		if (read == 0) {
			return false;
		}
		int length = ENCODER.encode((read == CHUNK) ? this.raw : Arrays.copyOf(this.raw, read), this.lines);
		System.arraycopy(this.lines, 0, this.encoded, 2, length);
		this.next = this.begun ? 0 : 2;
		this.end = 2 + length;
		this.begun = true;
		return true;
	}

	@Override
	public void close() throws IOException {
		if (this.file != null) {
			this.file.close();
		}
	}

}
