package cinema.orchestrator.admin.mailing;

import java.util.Map;

import cinema.orchestrator.admin.Reader;
import cinema.orchestrator.admin.Readers;
import org.jspecify.annotations.Nullable;

/** Somebody who watches a mailing: they are sent what they have not seen. */
final class Viewer {

	private final Readers readers;

	private final Reader reader;

	private final EventStream stream;

	private @Nullable Map<String, Object> known;

	private @Nullable String shown;

	Viewer(Readers readers, Reader reader, EventStream stream) {
		this.readers = readers;
		this.reader = reader;
		this.stream = stream;
	}

	Reader reader() {
		return this.reader;
	}

	EventStream stream() {
		return this.stream;
	}

	/**
	 * Shows where the mailing is.
	 * @param progress what the part that moves is made of
	 */
	synchronized void show(Map<String, Object> progress) {
		if (progress.equals(this.known)) {
			return;
		}
		this.known = progress;
		String part = this.readers.part("mailing-progress", progress, this.reader);
		if (!part.equals(this.shown)) {
			this.shown = part;
			this.stream.send("progress", part);
		}
	}

}
