package cinema.workflows.digest;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;

/** What is collected, as the real table decides it. */
class FakeTable implements DigestActivities {

	/** How many were in each letter. */
	final List<Integer> letters = new CopyOnWriteArrayList<>();

	final List<Instant> looks = new CopyOnWriteArrayList<>();

	/** When what has come at a moment is to be a letter. */
	volatile UnaryOperator<Instant> closing = UnaryOperator.identity();

	volatile Runnable onClose = () -> {
	};

	/** After what is due was taken, and before the workflow hears of it. */
	volatile Runnable onLetter = () -> {
	};

	private final List<Instant> open = new ArrayList<>();

	synchronized void add(Instant at) {
		this.open.add(at);
	}

	synchronized void clear() {
		this.open.clear();
	}

	@Override
	public Collected collect(Event event, PlannedNotice notice) {
		throw new UnsupportedOperationException("a digest collects nothing by itself");
	}

	@Override
	public Collected cancel(Event event, PlannedNotice notice, String reason) {
		throw new UnsupportedOperationException("a digest cancels nothing");
	}

	@Override
	public DigestTurn close(Digest digest, Instant now) {
		this.looks.add(now);
		this.onClose.run();
		Instant due = take(now);
		if (due != null) {
			return new DigestTurn(due, "Europe/Moscow");
		}
		this.onLetter.run();
		return new DigestTurn(take(now), "Europe/Moscow");
	}

	/** Null when nothing is left; what is due is a letter then. */
	private synchronized Instant take(Instant now) {
		if (this.open.isEmpty()) {
			return null;
		}
		Instant due = this.closing.apply(this.open.get(0));
		if (due.isAfter(now)) {
			return due;
		}
		this.letters.add(this.open.size());
		this.open.clear();
		return null;
	}

}
