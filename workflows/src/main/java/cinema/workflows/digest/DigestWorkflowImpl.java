package cinema.workflows.digest;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

import cinema.workflows.SearchAttributes;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.durable.Timers;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Decides nothing but when to look; the rest is decided by the table, in one place. */
public final class DigestWorkflowImpl implements DigestWorkflow {

	/** Each costs four events of the history. */
	private static final int MOST_SIGNALS = 500;

	private final Timers timers = new Timers();

	private @Nullable Instant until;

	private boolean news;

	private int signals;

	@Override
	public void collect(Digest digest) {
		while (isOpen(digest)) {
			if (this.signals >= MOST_SIGNALS) {
				// Nothing is lost with a signal that comes now: the next run looks first.
				Workflow.continueAsNew(digest);
			}
		}
		Workflow.setCurrentDetails("Nothing is collected any more.");
		Workflow.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(List.of("CLOSED")),
				SearchAttributes.HELD_UNTIL.valueUnset());
	}

	/** Closes what is due and waits; false when nothing is left. */
	private boolean isOpen(Digest digest) {
		this.news = false;
		this.until = null;
		DigestTurn turn = Calls.ask(DigestActivities.class, "close what is due of " + digest.topic(),
				(activities) -> activities.close(digest, Timers.now()));
		if (turn.until() == null) {
			return this.news;
		}
		this.until = turn.until();
		String words = "collects until " + HeldUntil.local(turn.until(), turn.timeZone(), Timers.now());
		show(turn.until(), words);
		this.timers.await(turn.until(), words, () -> this.news || this.signals >= MOST_SIGNALS);
		return true;
	}

	/** It was started with the moment that it most likely waits for. */
	private static void show(Instant moment, String words) {
		Workflow.setCurrentDetails(words);
		OffsetDateTime shown = Workflow.getTypedSearchAttributes().get(SearchAttributes.HELD_UNTIL);
		if (shown == null || !shown.toInstant().equals(moment)) {
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueSet(moment.atOffset(ZoneOffset.UTC)));
		}
	}

	@Override
	public void collected(Instant closes) {
		this.signals++;
		this.news |= this.until == null || closes.isBefore(this.until);
	}

	@Override
	public void reread() {
		this.signals++;
		this.news = true;
	}

}
