package cinema.platform.memory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * Answers that count for a while, at most so many of them; what finds no room is asked
 * for again. For any number of threads.
 *
 * @param <K> what was asked for
 * @param <V> the answer
 */
public final class Recent<K, V> {

	/** So often while an answer counts: each put must not look at all of them. */
	private static final int SWEEPS = 10;

	private final Map<K, Answer<V>> answers = new ConcurrentHashMap<>();

	private final Duration counts;

	private final int most;

	private final Clock clock;

	private volatile Instant sweep = Instant.MIN;

	/**
	 * Empty.
	 * @param counts how long an answer may be used again; zero for not at all
	 * @param most how many are known at a time
	 */
	public Recent(Duration counts, int most, Clock clock) {
		this.counts = counts;
		this.most = most;
		this.clock = clock;
	}

	/** The answer, or null when there is none any more. */
	public @Nullable V get(K asked) {
		Answer<V> answer = this.answers.get(asked);
		return (answer != null && this.clock.instant().isBefore(answer.until())) ? answer.value() : null;
	}

	/** Counts from now on, if there is room. */
	public void put(K asked, V value) {
		Instant now = this.clock.instant();
		if (!now.isBefore(this.sweep)) {
			this.sweep = now.plus(this.counts.dividedBy(SWEEPS));
			this.answers.values().removeIf((one) -> !now.isBefore(one.until()));
		}
		if (this.answers.size() < this.most) {
			this.answers.put(asked, new Answer<>(value, now.plus(this.counts)));
		}
	}

	/** Asks again the next time. */
	public void forget(Collection<? extends K> asked) {
		this.answers.keySet().removeAll(asked);
	}

	/** Asks for everything again. */
	public void forgetAll() {
		this.answers.clear();
	}

	private record Answer<V>(V value, Instant until) {
	}

}
