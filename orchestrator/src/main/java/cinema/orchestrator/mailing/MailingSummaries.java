package cinema.orchestrator.mailing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import cinema.orchestrator.journal.MailingFigures;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Summaries of mailings. Of millions of letters one takes seconds, so it is read once and
 * then shown for a while: of one that is being sent for some seconds, of one that has
 * ended for some minutes, since late receipts still change it.
 */
@Component
public class MailingSummaries {

	private static final Duration RUNNING = Duration.ofSeconds(10);

	private static final Duration ENDED = Duration.ofMinutes(10);

	private static final int REMEMBERED = 200;

	private final ConcurrentLruCache<String, Known> known = new ConcurrentLruCache<>(REMEMBERED, (id) -> new Known());

	private final MailingFigures journal;

	private final Clock clock;

	MailingSummaries(MailingFigures journal, Clock clock) {
		this.journal = journal;
		this.clock = clock;
	}

	/** What became of it, as far as the journal knew some moments ago. */
	public MailingSummary of(MailingView view) {
		Known place = this.known.get(view.workflowId());
		// Whoever asks while it is read gets the same.
		synchronized (place) {
			Instant now = this.clock.instant();
			MailingSummary summary = place.summary;
			Duration fresh = (view.hasEnded() && place.ended) ? ENDED : RUNNING;
			if (summary == null || place.at.plus(fresh).isBefore(now)) {
				summary = MailingSummary.of(this.journal.of(view.eventType(), view.eventId(), view.notice()));
				place.summary = summary;
				place.at = this.clock.instant();
				place.ended = view.hasEnded();
			}
			return summary;
		}
	}

	/** What was read last. */
	private static final class Known {

		private @Nullable MailingSummary summary;

		private Instant at = Instant.EPOCH;

		private boolean ended;

	}

}
