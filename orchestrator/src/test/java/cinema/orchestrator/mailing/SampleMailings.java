package cinema.orchestrator.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.MailingLimits;
import cinema.workflows.plan.Patience;
import org.jspecify.annotations.Nullable;

/** Mailings that nobody has ordered. */
public final class SampleMailings {

	private SampleMailings() {
	}

	public static Mailing of(String eventId, Instant at, String audience) {
		return of(eventId, at, audience, null);
	}

	public static Mailing of(String eventId, Instant at, String audience, @Nullable Capped capped) {
		return new Mailing(new Event("mailing", eventId, null, at, Map.of()), "new_movies", "new_movies", Urgency.BULK,
				audience, "new_movies", List.of(Channel.EMAIL), Map.of(), Map.of(), null, Duration.ofDays(2), null,
				null, 0, false, new Patience(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(10),
						Duration.ofMinutes(15)),
				new MailingLimits(500, 2, 3, 50, 3, 20_000, 5), capped, null);
	}

}
