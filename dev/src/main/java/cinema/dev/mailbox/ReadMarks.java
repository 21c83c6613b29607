package cinema.dev.mailbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Which letters were opened; a file beside them remembers it. */
final class ReadMarks {

	private final Set<String> ids = ConcurrentHashMap.newKeySet();

	private final Path file;

	ReadMarks(Path folder) {
		this.file = folder.resolve("read.txt");
		try {
			if (Files.exists(this.file)) {
				this.ids.addAll(Files.readAllLines(this.file));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	boolean has(String id) {
		return this.ids.contains(id);
	}

	/** Whether that changed anything. */
	boolean mark(Collection<String> ids, boolean read) {
		boolean changed = read ? this.ids.addAll(ids) : this.ids.removeAll(ids);
		if (changed) {
			write();
		}
		return changed;
	}

	private void write() {
		try {
			Files.write(this.file, this.ids);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
