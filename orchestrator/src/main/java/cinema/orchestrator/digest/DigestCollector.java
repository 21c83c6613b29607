package cinema.orchestrator.digest;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.collected.DigestProperties;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.seal.SealedDetails;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.digest.Collected;
import cinema.workflows.digest.Digest;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Puts notices among what is collected for their receivers: of those who chose to be told
 * daily or weekly, and of those who are told at once what a night or a cap held back.
 */
@Component
public class DigestCollector {

	private final CollectedItems items;

	private final DigestWorkflows workflows;

	private final ReceiverDirectory receivers;

	private final ContextCollector context;

	private final SealedDetails details;

	private final Journal journal;

	private final OptOuts optOuts;

	private final Catalogue catalogue;

	private final DigestProperties properties;

	private final Clock clock;

	DigestCollector(CollectedItems items, DigestWorkflows workflows, ReceiverDirectory receivers,
			ContextCollector context, SealedDetails details, Journal journal, OptOuts optOuts, Catalogue catalogue,
			DigestProperties properties, Clock clock) {
		this.items = items;
		this.workflows = workflows;
		this.receivers = receivers;
		this.context = context;
		this.details = details;
		this.journal = journal;
		this.optOuts = optOuts;
		this.catalogue = catalogue;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Collects a notice once; again does no harm.
	 * @param noPlace what of a cap holds it back, or null
	 */
	public Collected collect(String workflowId, Event told, PlannedNotice notice, @Nullable HeldBack noPlace) {
		Optional<Event> open = this.details.open(told);
		String userId = notice.userId();
		return (open.isEmpty() || userId == null) ? Collected.suppressed(MailingJournal.ERASED)
				: collect(workflowId, open.get(), notice, userId, noPlace);
	}

	private Collected collect(String workflowId, Event event, PlannedNotice notice, String userId,
			@Nullable HeldBack noPlace) {
		Instant now = this.clock.instant();
		Receiver receiver = this.receivers.find(event, userId);
		Instant notBefore = (noPlace != null) ? noPlace.until() : awake(notice, receiver.timeZone(), now);
		DigestHours hours = hours(receiver, notice.topic());
		Instant closes = hours.closing(hours.isAtOnce() ? notBefore : now, now);
		String reason = "collected until " + HeldUntil.local(closes, receiver.timeZone().getId(), now)
				+ ((noPlace != null) ? ", " + noPlace.reason() : "");
		PlannedPosting posting = notice.postings().get(0);
		if (!this.items.has(posting)) {
			Map<String, ?> content = Map.of("details", event.details(), "context",
					this.context.collect(event, userId, notice.context()));
			if (!this.items.add(workflowId, event, notice, content, closes, notBefore, reason)) {
				return Collected.APART;
			}
		}
		String refusal = refusal(event, notice, userId, posting);
		if (refusal != null) {
			this.items.end(posting, refusal);
			return Collected.suppressed(refusal);
		}
		this.workflows.collected(new Digest(userId, notice.topic()), closes);
		return new Collected(reason, null);
	}

	/** The end of the night, where it is one; a pause is asked for when it is over. */
	private static Instant awake(PlannedNotice notice, ZoneId zone, Instant now) {
		QuietHours night = notice.waking().night();
		return (night != null) ? night.endingAfter(now, zone) : now;
	}

	/**
	 * Whoever is erased or says no has marked it, and then looked for what is collected.
	 */
	private @Nullable String refusal(Event event, PlannedNotice notice, String userId, PlannedPosting posting) {
		if (this.journal.forgetAgain(userId)) {
			return MailingJournal.ERASED;
		}
		return this.optOuts.refusal(event, notice, posting.channel());
	}

	DigestHours hours(Receiver receiver, String topic) {
		return DigestHours.of(this.catalogue.rhythm(topic, receiver.delivery()), receiver.delivery(),
				receiver.timeZone(), this.properties);
	}

	/**
	 * That there is no place for a letter among others of its class.
	 *
	 * @param until when there is one
	 * @param reason which cap, in plain words
	 */
	public record HeldBack(Instant until, String reason) {
	}

}
