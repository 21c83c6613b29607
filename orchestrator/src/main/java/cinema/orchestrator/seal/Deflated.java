package cinema.orchestrator.seal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.InflaterInputStream;

/** Texts made small before they are sealed: nobody can deflate them afterwards. */
final class Deflated {

	private Deflated() {
	}

	/** It never gets longer than this, whatever it is. */
	static byte[] of(String text) {
		byte[] plain = text.getBytes(StandardCharsets.UTF_8);
		Deflater deflater = new Deflater(Deflater.BEST_SPEED);
		try {
			deflater.setInput(plain);
			deflater.finish();
			ByteBuffer deflated = ByteBuffer.allocate(plain.length + plain.length / 1000 + 100);
			while (!deflater.finished()) {
				deflater.deflate(deflated);
			}
			byte[] bytes = new byte[deflated.position()];
			deflated.flip().get(bytes);
			return bytes;
		}
		finally {
			deflater.end();
		}
	}

	static String text(byte[] deflated) {
		try (InputStream plain = new InflaterInputStream(new ByteArrayInputStream(deflated))) {
			return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
