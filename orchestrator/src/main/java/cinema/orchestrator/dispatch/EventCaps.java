package cinema.orchestrator.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.cap.CapUses.NoPlace;
import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Takes places under caps for letters of single events, and writes down those for which
 * there is none.
 */
@Component
class EventCaps {

	private final CapUses caps;

	private final Journal journal;

	private final Clock clock;

	EventCaps(CapUses caps, Journal journal, Clock clock) {
		this.caps = caps;
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * What becomes of a letter that is stored and not published yet, or null when it has
	 * its place; a further attempt has that of the first one.
	 */
	@Nullable Dispatched withoutPlace(Dispatch dispatch) {
		PlannedNotice notice = dispatch.notice();
		Capped capped = notice.capped();
		if (capped == null || dispatch.attempt() > 1) {
			return null;
		}
		String postingId = dispatch.posting().id();
		UUID id = UUID.fromString(postingId);
		NoPlace none = this.caps
			.take(capped, List.of(new CountedLetter(id, notice.userId(), dispatch.posting().channel())))
			.get(id);
		// An erasure that came meanwhile looked before this wrote.
		if (this.journal.takeOut(notice.userId(), postingId)) {
			this.caps.forget(String.valueOf(notice.userId()));
			return Dispatched.suppressed(MailingJournal.ERASED);
		}
		if (none == null) {
			return null;
		}
		if (capped.over() == Capped.Over.DROP) {
			this.journal.suppressed(postingId, none.reason());
			return Dispatched.suppressed(none.reason());
		}
		Instant until = notice.by(dispatch.posting()).waking().from(none.until(), ZoneId.of(notice.timeZone()));
		this.journal.putOff(postingId, until,
				HeldUntil.words(until, notice.timeZone(), this.clock.instant()) + ", " + none.reason());
		return Dispatched.later(until, none.reason());
	}

}
