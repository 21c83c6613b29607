package cinema.dev.sizing;

import java.util.ArrayDeque;
import java.util.Deque;

/** Letters of one kind that wait, the oldest first; parts of a letter are as good. */
final class Line {

	private record Waiting(int since, double letters) {

	}

	/** What rounding leaves of a letter. */
	private static final double NOTHING = 1e-3;

	private final Deque<Waiting> waiting = new ArrayDeque<>();

	private double letters;

	private double most;

	private int longest;

	void add(int minute, double letters) {
		if (letters > 0) {
			this.waiting.add(new Waiting(minute, letters));
			this.letters += letters;
			this.most = Math.max(this.most, this.letters);
		}
	}

	/** Lets so many go, or all that there are. */
	double take(int minute, double letters) {
		double left = Math.min(letters, this.letters);
		double taken = left;
		this.letters -= taken;
		while (left > 0 && !this.waiting.isEmpty()) {
			Waiting first = this.waiting.remove();
			this.longest = Math.max(this.longest, minute - first.since() + 1);
			if (first.letters() - left > NOTHING) {
				this.waiting.addFirst(new Waiting(first.since(), first.letters() - left));
			}
			left -= Math.min(first.letters(), left);
		}
		return taken;
	}

	double letters() {
		return this.letters;
	}

	/** As many as waited at once. */
	double most() {
		return this.most;
	}

	/** In minutes; what goes in the minute of its coming has waited one at most. */
	int longest() {
		return this.longest;
	}

}
