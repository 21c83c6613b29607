package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import cinema.worker.attachment.LetterFile;

/**
 * The body of a letter, part by part; files are read from disk and encoded while they are
 * sent, so that a letter takes no more memory than its words.
 */
final class LetterBody {

	private final List<Part> parts;

	private LetterBody(List<Part> parts) {
		this.parts = parts;
	}

	/** Of these bytes and nothing else. */
	static LetterBody of(byte[] bytes) {
		return new LetterBody(List.of(new Words(bytes)));
	}

	/** These bytes, and behind them a file in base64. */
	LetterBody with(byte[] bytes, LetterFile file) {
		return new LetterBody(
				Stream.concat(this.parts.stream(), Stream.of(new Words(bytes), new Encoded(file))).toList());
	}

	LetterBody after(byte[] bytes) {
		return new LetterBody(Stream.concat(Stream.of(new Words(bytes)), this.parts.stream()).toList());
	}

	LetterBody before(byte[] bytes) {
		return new LetterBody(Stream.concat(this.parts.stream(), Stream.of(new Words(bytes))).toList());
	}

	/** In bytes, as it is sent. */
	long size() {
		return this.parts.stream().mapToLong(Part::size).sum();
	}

	/** From its beginning, as often as it is wanted. */
	InputStream open() {
		return new SequenceInputStream(Collections.enumeration(this.parts.stream().map(Part::open).toList()));
	}

	private sealed interface Part {

		long size();

		/** Opens nothing before it is read. */
		InputStream open();

	}

	private record Words(byte[] bytes) implements Part {

		@Override
		public long size() {
			return this.bytes.length;
		}

		@Override
		public InputStream open() {
			return new ByteArrayInputStream(this.bytes);
		}

	}

	private record Encoded(LetterFile file) implements Part {

		@Override
		public long size() {
			return EncodedFile.size(this.file.size());
		}

		@Override
		public InputStream open() {
			return new EncodedFile(this.file.path());
		}

	}

}
