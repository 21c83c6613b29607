package cinema.worker.bounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import cinema.worker.returnpath.ReturnPaths;

/** Mail that came back, in the shapes of different servers. */
final class Samples {

	private Samples() {
	}

	/** With lines as they are on the wire, about this posting. */
	static byte[] read(String name, ReturnPaths paths, String posting) {
		try (InputStream in = Samples.class.getResourceAsStream("/returned/" + name + ".eml")) {
			return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
				.replace("{path}", String.valueOf(paths.of(paths.reference(posting))))
				.replace("{ref}", String.valueOf(paths.reference(posting)))
				.replace("\n", "\r\n")
				.getBytes(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
