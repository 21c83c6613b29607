package cinema.orchestrator.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

import cinema.workflows.mailing.MailingProgress;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * How fast mailings go, by what was seen of them in the last minutes while somebody
 * looked.
 */
@Component
public class MailingPace {

	private static final Duration WINDOW = Duration.ofMinutes(2);

	private static final Duration SHORTEST = Duration.ofSeconds(4);

	private final ConcurrentLruCache<String, Deque<Sample>> samples = new ConcurrentLruCache<>(500,
			(id) -> new ArrayDeque<>());

	private final Clock clock;

	MailingPace(Clock clock) {
		this.clock = clock;
	}

	/**
	 * Letters per second that came to an end, or null before it can be told.
	 * @param progress where it is now
	 */
	public @Nullable Double of(String workflowId, MailingProgress progress) {
		Sample now = new Sample(this.clock.instant(), MailingNumbers.of(progress).ended());
		Deque<Sample> theirs = this.samples.get(workflowId);
		synchronized (theirs) {
			theirs.removeIf((one) -> one.at().isBefore(now.at().minus(WINDOW)) || one.ended() > now.ended());
			theirs.addLast(now);
			Sample first = theirs.getFirst();
			Duration passed = Duration.between(first.at(), now.at());
			return (passed.compareTo(SHORTEST) >= 0) ? (now.ended() - first.ended()) * 1000.0 / passed.toMillis()
					: null;
		}
	}

	private record Sample(Instant at, long ended) {
	}

}
