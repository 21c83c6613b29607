package cinema.orchestrator.digest;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.collected.DigestProperties;
import cinema.orchestrator.collected.OpenItems;
import cinema.orchestrator.context.ContextCollector;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.seal.SealedDetails;
import cinema.workflows.TaskQueues;
import cinema.workflows.digest.Collected;
import cinema.workflows.digest.Digest;
import cinema.workflows.digest.DigestActivities;
import cinema.workflows.digest.DigestTurn;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.activity.Activity;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Collects into a table, and announces what is due as an event, so that the letter goes
 * the way of every other.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class DigestActivitiesImpl implements DigestActivities {

	private final CollectedItems items;

	private final DigestLetters letters;

	private final DigestWorkflows workflows;

	private final ReceiverDirectory receivers;

	private final ContextCollector context;

	private final SealedDetails details;

	private final Journal journal;

	private final OptOuts optOuts;

	private final Catalogue catalogue;

	private final DigestProperties properties;

	private final Clock clock;

	DigestActivitiesImpl(CollectedItems items, DigestLetters letters, DigestWorkflows workflows,
			ReceiverDirectory receivers, ContextCollector context, SealedDetails details, Journal journal,
			OptOuts optOuts, Catalogue catalogue, DigestProperties properties, Clock clock) {
		this.items = items;
		this.letters = letters;
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

	@Override
	public Collected collect(Event told, PlannedNotice notice) {
		Optional<Event> open = this.details.open(told);
		String userId = notice.userId();
		return (open.isEmpty() || userId == null) ? Collected.suppressed(MailingJournal.ERASED)
				: collect(open.get(), notice, userId);
	}

	private Collected collect(Event event, PlannedNotice notice, String userId) {
		Instant now = this.clock.instant();
		Receiver receiver = this.receivers.find(event, userId);
		Instant closes = hours(receiver, notice.topic()).closing(now, now);
		String reason = "collected until " + HeldUntil.local(closes, receiver.timeZone().getId(), now);
		PlannedPosting posting = notice.postings().get(0);
		if (!this.items.has(posting)) {
			Map<String, ?> content = Map.of("details", event.details(), "context",
					this.context.collect(event, userId, notice.context()));
			if (!this.items.add(workflowId(), event, notice, content, closes, reason)) {
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

	/**
	 * Whoever is erased or says no has marked it, and then looked for what is collected.
	 */
	private @Nullable String refusal(Event event, PlannedNotice notice, String userId, PlannedPosting posting) {
		if (this.journal.forgetAgain(userId)) {
			return MailingJournal.ERASED;
		}
		return this.optOuts.refusal(event, notice, posting.channel());
	}

	@Override
	public DigestTurn close(Digest digest, Instant now) {
		this.letters.announce(digest);
		// Asked for anew, since the moment is what they say now.
		this.receivers.forget(digest.userId());
		OpenItems open = this.items.open(digest).orElse(null);
		if (open == null) {
			return new DigestTurn(null, "UTC");
		}
		Receiver receiver = this.receivers.find(digest.userId());
		DigestHours hours = hours(receiver, digest.topic());
		while (open != null) {
			Instant due = due(digest, hours, open, now);
			if (due.isAfter(now)) {
				this.items.due(digest, due);
				return new DigestTurn(due, receiver.timeZone().getId());
			}
			this.letters.close(digest, due);
			open = this.items.open(digest).orElse(null);
		}
		return new DigestTurn(null, "UTC");
	}

	/**
	 * An hour that has passed counts when it was waited for. Who chose it just now is
	 * told at the next one, and so is what came after its letter was closed.
	 */
	private Instant due(Digest digest, DigestHours hours, OpenItems open, Instant now) {
		Instant due = hours.closing(open.since(), now);
		if (!due.isAfter(now) && !hours.isAtOnce()) {
			Instant waitedFor = open.due().isBefore(due) ? due : open.due();
			due = open.due().isAfter(now) ? hours.closing(now, now) : waitedFor;
		}
		if (!this.letters.isClosed(digest, due)) {
			return due;
		}
		Instant next = hours.closing(now, now);
		return this.letters.isClosed(digest, next) ? next.plusSeconds(1) : next;
	}

	private DigestHours hours(Receiver receiver, String topic) {
		return DigestHours.of(this.catalogue.rhythm(topic, receiver.delivery()), receiver.delivery(),
				receiver.timeZone(), this.properties);
	}

	private static String workflowId() {
		return Activity.getExecutionContext().getInfo().getWorkflowId();
	}

}
