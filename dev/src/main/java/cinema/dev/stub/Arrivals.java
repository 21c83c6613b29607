package cinema.dev.stub;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** When the first letter to each address reached the sink, by the part before the @. */
public final class Arrivals {

	private final Map<String, Long> moments = new ConcurrentHashMap<>();

	/** What the sink calls before its 250 goes out. */
	public void letter(String address) {
		this.moments.putIfAbsent(address.substring(0, Math.max(0, address.indexOf('@'))), System.nanoTime());
	}

	public boolean haveAll(Collection<String> names) {
		return this.moments.keySet().containsAll(names);
	}

	/** In nanoseconds of this process; 0 for what has not arrived. */
	public long nanosOf(String name) {
		return this.moments.getOrDefault(name, 0L);
	}

	public void forget(Collection<String> names) {
		names.forEach(this.moments::remove);
	}

}
