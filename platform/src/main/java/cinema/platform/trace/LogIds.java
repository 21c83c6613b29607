package cinema.platform.trace;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Ids on every log line of this thread until closed; never an address or a body. */
public final class LogIds implements AutoCloseable {

	private final List<String> names = new ArrayList<>();

	/**
	 * Adds an id, in place of one of the same name.
	 * @param id or null, when it is not known
	 */
	public LogIds with(String name, @Nullable String id) {
		if (id != null) {
			this.names.add(name);
			MDC.put(name, id);
		}
		return this;
	}

	@Override
	public void close() {
		this.names.forEach(MDC::remove);
	}

}
