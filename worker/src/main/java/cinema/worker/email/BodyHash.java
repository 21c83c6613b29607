package cinema.worker.email;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * The hash of a body in its relaxed form (RFC 6376, 3.4.4): spaces within a line are one,
 * those at its end and empty lines at the end of the body are none. It reads as it goes,
 * however large the body is.
 */
final class BodyHash {

	private final MessageDigest digest;

	private final byte[] out = new byte[8192];

	private int length;

	/** Ends of lines that count if something follows. */
	private int lines;

	private boolean space;

	private boolean empty = true;

	private BodyHash() throws NoSuchAlgorithmException {
		this.digest = MessageDigest.getInstance("SHA-256");
	}

	static byte[] of(InputStream body) throws IOException, NoSuchAlgorithmException {
		BodyHash hash = new BodyHash();
		byte[] buffer = new byte[8192];
		for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
			for (int i = 0; i < read; i++) {
				hash.add(buffer[i]);
			}
		}
		return hash.end();
	}

	private void add(byte one) {
		switch (one) {
			case '\r' -> {
				// Of the line's end, which follows.
			}
			case '\n' -> {
				this.lines++;
				this.space = false;
			}
			case ' ', '\t' -> this.space = true;
			default -> {
				endLines();
				if (this.space) {
					put((byte) ' ');
				}
				this.space = false;
				this.empty = false;
				put(one);
			}
		}
	}

	private void endLines() {
		for (; this.lines > 0; this.lines--) {
			put((byte) '\r');
			put((byte) '\n');
		}
	}

	private byte[] end() {
		this.lines = this.empty ? 0 : 1;
		endLines();
		this.digest.update(this.out, 0, this.length);
		return this.digest.digest();
	}

	private void put(byte one) {
		if (this.length == this.out.length) {
			this.digest.update(this.out, 0, this.length);
			this.length = 0;
		}
		this.out[this.length++] = one;
	}

}
