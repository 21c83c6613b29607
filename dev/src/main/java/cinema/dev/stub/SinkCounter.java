package cinema.dev.stub;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts letters by address, and notes when each came first. */
public final class SinkCounter {

	private final Map<String, Long> first = new ConcurrentHashMap<>();

	private final LongAdder copies = new LongAdder();

	private final long began = System.nanoTime();

	public void letter(String address) {
		if (address.startsWith("raw-")) {
			return;
		}
		if (this.first.putIfAbsent(address, System.nanoTime()) != null) {
			this.copies.increment();
		}
	}

	/** When the letter to this address came, or null. */
	@org.jspecify.annotations.Nullable
	public Long at(String address) {
		return this.first.get(address);
	}

	/** The moments of all letters to addresses that begin so, in order. */
	public long[] moments(String prefix) {
		return this.first.entrySet()
			.stream()
			.filter((one) -> one.getKey().startsWith(prefix))
			.mapToLong(Map.Entry::getValue)
			.sorted()
			.toArray();
	}

	public long letters() {
		return this.first.size();
	}

	public long copies() {
		return this.copies.sum();
	}

	public long began() {
		return this.began;
	}

}
