package cinema.worker.email;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

/** A file in base64, in lines of 76 (RFC 2045, 6.8), which is opened when it is read. */
final class EncodedFile extends InputStream {

	private static final int LINE = 76;

	/** Whole lines, so that the encoder begins each time with a new one. */
	private static final int CHUNK = LINE / 4 * 3 * 128;

	private static final Base64.Encoder ENCODER = Base64.getMimeEncoder(LINE,
			"\r\n".getBytes(StandardCharsets.US_ASCII));

	private final Path path;

	private @Nullable InputStream file;

	private byte[] encoded = {};

	private int next;

	private boolean begun;

	EncodedFile(Path path) {
		this.path = path;
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
		int some = Math.min(length, this.encoded.length - this.next);
		System.arraycopy(this.encoded, this.next, to, offset, some);
		this.next += some;
		return some;
	}

	/** Whether there is more. */
	private boolean fill() throws IOException {
		if (this.next < this.encoded.length) {
			return true;
		}
		InputStream from = this.file;
		if (from == null) {
			from = Files.newInputStream(this.path);
			this.file = from;
		}
		byte[] some = from.readNBytes(CHUNK);
		if (some.length == 0) {
			return false;
		}
		String lines = ENCODER.encodeToString(some);
		this.encoded = (this.begun ? "\r\n" + lines : lines).getBytes(StandardCharsets.US_ASCII);
		this.next = 0;
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
