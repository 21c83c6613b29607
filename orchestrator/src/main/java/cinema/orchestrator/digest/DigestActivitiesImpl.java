package cinema.orchestrator.digest;

import java.time.Instant;

import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.collected.OpenItems;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.workflows.TaskQueues;
import cinema.workflows.digest.Collected;
import cinema.workflows.digest.Digest;
import cinema.workflows.digest.DigestActivities;
import cinema.workflows.digest.DigestTurn;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.activity.Activity;
import io.temporal.spring.boot.ActivityImpl;

import org.springframework.stereotype.Component;

/**
 * Collects into a table, and announces what is due as an event, so that the letter goes
 * the way of every other.
 */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class DigestActivitiesImpl implements DigestActivities {

	private final CollectedItems items;

	private final DigestCollector collector;

	private final DigestLetters letters;

	private final ReceiverDirectory receivers;

	DigestActivitiesImpl(CollectedItems items, DigestCollector collector, DigestLetters letters,
			ReceiverDirectory receivers) {
		this.items = items;
		this.collector = collector;
		this.letters = letters;
		this.receivers = receivers;
	}

	@Override
	public Collected collect(Event event, PlannedNotice notice) {
		return this.collector.collect(Activity.getExecutionContext().getInfo().getWorkflowId(), event, notice, null);
	}

	@Override
	public Collected cancel(Event event, PlannedNotice notice, String reason) {
		return this.items.cancel(Activity.getExecutionContext().getInfo().getWorkflowId(), event, notice, reason)
				? Collected.APART : new Collected("it is part of a digest", null);
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
		DigestHours hours = this.collector.hours(receiver, digest.topic());
		while (open != null) {
			Instant due = due(digest, hours, open, now);
			if (due.isAfter(now)) {
				this.items.due(digest, due);
				return new DigestTurn(due, receiver.timeZone().getId());
			}
			this.letters.close(digest, due, hours.isAtOnce());
			open = this.items.open(digest).orElse(null);
		}
		return new DigestTurn(null, "UTC");
	}

	/**
	 * An hour that has passed counts when it was waited for. Who chose it just now is
	 * told at the next one, and so is what came after its letter was closed; who wants to
	 * be told at once is told now, unless something held it back.
	 */
	private Instant due(Digest digest, DigestHours hours, OpenItems open, Instant now) {
		Instant due = hours.closing(hours.isAtOnce() ? open.free() : open.since(), now);
		if (!due.isAfter(now)) {
			due = hours.isAtOnce() ? (open.waitedUntil(now) ? waitedFor(open) : due) : passed(hours, open, due, now);
		}
		if (!this.letters.isClosed(digest, due)) {
			return due;
		}
		Instant next = hours.closing(now, now);
		return this.letters.isClosed(digest, next) ? next.plusSeconds(1) : next;
	}

	/** What was held for later is not told by the moment of what went meanwhile. */
	private static Instant waitedFor(OpenItems open) {
		return open.due().isBefore(open.free()) ? open.free() : open.due();
	}

	private static Instant passed(DigestHours hours, OpenItems open, Instant due, Instant now) {
		Instant waitedFor = open.due().isBefore(due) ? due : open.due();
		return open.due().isAfter(now) ? hours.closing(now, now) : waitedFor;
	}

}
