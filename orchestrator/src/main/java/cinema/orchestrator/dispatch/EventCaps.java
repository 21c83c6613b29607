package cinema.orchestrator.dispatch;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.cap.CapUses.NoPlace;
import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.digest.DigestCollector;
import cinema.orchestrator.digest.DigestCollector.HeldBack;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.digest.Collected;
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

	private final DigestCollector digests;

	private final SealedLetters sealed;

	private final Clock clock;

	EventCaps(CapUses caps, Journal journal, DigestCollector digests, SealedLetters sealed, Clock clock) {
		this.digests = digests;
		this.sealed = sealed;
		this.caps = caps;
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * What becomes of a letter that is stored and not published yet, or null when it has
	 * its place; a further attempt has that of the first one, as long as that counts.
	 * @param known whether this attempt may be with the worker already: then it keeps the
	 * place that it has, whatever its age
	 * @param json what is stored
	 */
	@Nullable Dispatched withoutPlace(String workflowId, Dispatch dispatch, boolean known, String json) {
		PlannedNotice notice = dispatch.notice();
		Capped capped = notice.capped();
		if (capped == null) {
			return null;
		}
		String postingId = dispatch.posting().id();
		UUID id = UUID.fromString(postingId);
		NoPlace none = this.caps
			.take(capped,
					List.of(new CountedLetter(id, this.sealed.person(dispatch.event(), notice.userId()),
							dispatch.posting().channel(), dispatch.attempt() > 1 && !known)),
					(without) -> note(workflowId, dispatch, json, without.get(id)))
			.get(id);
		// An erasure that came meanwhile looked before this wrote.
		if (this.journal.takeOut(notice.userId(), postingId)) {
			this.caps.forget(String.valueOf(notice.userId()));
			return Dispatched.never(MailingJournal.ERASED);
		}
		if (none == null) {
			return foldedMeanwhile(workflowId, dispatch, id);
		}
		if (capped.over() == Capped.Over.DROP) {
			return Dispatched.never(none.reason());
		}
		Instant until = until(dispatch, none);
		// What is worth nothing by then is no part of a digest, either.
		Dispatched folded = (capped.over() == Capped.Over.FOLD && until.isBefore(notice.deadline()))
				? folded(workflowId, dispatch, new HeldBack(until, none.reason())) : null;
		return (folded != null) ? folded : Dispatched.later(until, none.reason());
	}

	/**
	 * Writes down what becomes of it. One that has its place is on its way again,
	 * whatever a try has made of it that had none: that one finds it there, and folds it
	 * no more.
	 */
	private void note(String workflowId, Dispatch dispatch, String json, @Nullable NoPlace none) {
		Capped.Over over = Objects.requireNonNull(dispatch.notice().capped()).over();
		String postingId = dispatch.posting().id();
		if (none == null) {
			if (over == Capped.Over.FOLD && !this.journal.isDispatched(postingId)) {
				this.journal.dispatched(workflowId, dispatch, json);
			}
		}
		else if (over == Capped.Over.DROP) {
			this.journal.suppressed(postingId, none.reason());
		}
		else {
			Instant until = until(dispatch, none);
			this.journal.putOff(postingId, until,
					HeldUntil.words(until, dispatch.notice().timeZone(), this.clock.instant()) + ", " + none.reason());
		}
	}

	private static Instant until(Dispatch dispatch, NoPlace none) {
		PlannedNotice notice = dispatch.notice();
		return notice.by(dispatch.posting()).waking().from(none.until(), ZoneId.of(notice.timeZone()));
	}

	/** A try that had no place may have folded it, just before this one had one. */
	private @Nullable Dispatched foldedMeanwhile(String workflowId, Dispatch dispatch, UUID id) {
		Dispatched folded = foldedBefore(workflowId, dispatch);
		if (folded != null) {
			this.caps.giveBack(List.of(id));
		}
		return folded;
	}

	/** What of it is told in a digest; null when it is none, and has to wait itself. */
	private @Nullable Dispatched folded(String workflowId, Dispatch dispatch, @Nullable HeldBack noPlace) {
		PlannedNotice notice = dispatch.notice();
		if (notice.userId() == null || !dispatch.posting().equals(notice.postings().get(0))) {
			return null;
		}
		Collected collected = this.digests.collect(workflowId, dispatch.event(), notice, noPlace);
		if (collected.suppressed() != null) {
			return Dispatched.suppressed(collected.suppressed());
		}
		Instant until = (noPlace != null) ? noPlace.until() : this.clock.instant();
		return (collected.reason() != null) ? Dispatched.folded(until, collected.reason()) : null;
	}

	/**
	 * The same of a letter that was folded by somebody who could not go on, or null where
	 * it was not.
	 */
	@Nullable Dispatched foldedBefore(String workflowId, Dispatch dispatch) {
		Capped capped = dispatch.notice().capped();
		boolean known = capped != null && capped.over() == Capped.Over.FOLD
				&& this.journal.isCollected(dispatch.posting().id());
		return known ? folded(workflowId, dispatch, null) : null;
	}

}
