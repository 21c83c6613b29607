package cinema.workflows.event;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import io.temporal.failure.ActivityFailure;
import org.jspecify.annotations.Nullable;

/**
 * The postings of one notice, one after the other. The next one stands in at once where
 * one could not be sent; where they are steps, it also goes when nobody has seen the one
 * before in time, and what is seen silences the rest.
 */
final class Steps {

	private final Event event;

	private final NoticeWait turn;

	private final Function<PlannedPosting, PostingAttempts> attempts;

	private final List<PostingAttempts> tried = new ArrayList<>();

	private final List<String> lines = new ArrayList<>();

	/** The one that stands for the notice: the last that arrived, or perhaps did. */
	private @Nullable PostingAttempts arrived;

	private @Nullable Ending arrival;

	/** Of the first step that could not be made, which somebody has to mend. */
	private @Nullable Ending failed;

	/** Why no further step can come, though one would. */
	private @Nullable Ending tooLate;

	Steps(Event event, NoticeWait turn, Function<PlannedPosting, PostingAttempts> attempts) {
		this.event = event;
		this.turn = turn;
		this.attempts = attempts;
	}

	Ending run() {
		Ending ending = Ending.decided(OutcomeStatus.SUPPRESSED, "no channel reaches the receiver");
		PlannedPosting next = first(this.turn.notice().postings());
		while (next != null) {
			PlannedPosting posting = next;
			PostingAttempts now = this.attempts.apply(posting);
			this.tried.add(now);
			ending = (posting.step() != null) ? tell(now) : now.run();
			next = (posting.step() != null) ? afterStep(now, ending)
					: isRefused(now, ending) ? first(this.turn.notice().after(posting)) : null;
		}
		PostingAttempts last = current();
		return (last != null && last.posting().step() != null) ? end(last, ending) : ending;
	}

	private static @Nullable PlannedPosting first(List<PlannedPosting> postings) {
		return postings.isEmpty() ? null : postings.get(0);
	}

	private static boolean isRefused(PostingAttempts now, Ending ending) {
		return ending.status() == OutcomeStatus.REJECTED || now.isClosed();
	}

	/** A step that cannot be made is one that cannot be sent. */
	private Ending tell(PostingAttempts now) {
		try {
			this.turn.turnTo(now.posting());
			return now.run();
		}
		catch (ActivityFailure failure) {
			if (!Calls.isHopeless(failure)) {
				throw failure;
			}
			Ending ending = Ending.failed(failure);
			this.failed = (this.failed != null) ? this.failed : ending;
			return ending;
		}
	}

	/** Whose turn it is now, or null when there is none. */
	private @Nullable PlannedPosting afterStep(PostingAttempts now, Ending ending) {
		if (arrives(ending)) {
			note(now, ending);
		}
		List<PlannedPosting> left = this.turn.notice().after(now.posting());
		if (left.isEmpty() || this.turn.seen() != null || now.isLast() || over() != null) {
			return null;
		}
		if (arrives(ending)) {
			return afterArrival(now, ending, left);
		}
		pass(now.posting(), ending);
		this.turn.goAtOnce();
		return left.get(0);
	}

	private static boolean arrives(Ending ending) {
		return ending.status() == OutcomeStatus.DELIVERED || ending.status() == OutcomeStatus.UNKNOWN;
	}

	private void note(PostingAttempts now, Ending ending) {
		this.lines.add(line(now.posting(), ending));
		if (this.arrival == null || this.arrival.status() == OutcomeStatus.UNKNOWN
				|| ending.status() == OutcomeStatus.DELIVERED) {
			this.arrival = ending;
			this.arrived = now;
		}
	}

	/** Why whatever came next would end alike, or null. */
	private @Nullable Ending over() {
		PlannedNotice notice = this.turn.notice();
		if (this.turn.cancelled() != null) {
			return Ending.decided(OutcomeStatus.CANCELLED, this.turn.cancelled());
		}
		if (notice.suppressed() != null) {
			return Ending.decided(OutcomeStatus.SUPPRESSED, notice.suppressed());
		}
		return Timers.now().isBefore(notice.deadline()) ? null
				: Ending.decided(OutcomeStatus.EXPIRED, "its deadline was " + notice.deadline());
	}

	/** What only stands in for the one that arrived is not needed. */
	private @Nullable PlannedPosting afterArrival(PostingAttempts now, Ending ending, List<PlannedPosting> left) {
		for (PlannedPosting posting : left) {
			Step step = posting.step();
			if (step != null && step.after() != null) {
				return waits(now.answeredAt().plus(step.after()), now,
						now.isAnsweredAtOnce() && ending.status() == OutcomeStatus.DELIVERED) ? posting : null;
			}
		}
		return null;
	}

	private boolean waits(Instant due, PostingAttempts now, boolean noted) {
		Instant deadline = this.turn.notice().deadline();
		if (!due.isBefore(deadline)) {
			this.tooLate = Ending.decided(OutcomeStatus.EXPIRED,
					"its turn comes at " + due + ", and its deadline is " + deadline);
			return false;
		}
		this.turn.turnAt(due, now.posting().channel().toString(), noted);
		return true;
	}

	private void pass(PlannedPosting posting, Ending ending) {
		this.lines.add(line(posting, ending));
		if (!ending.known()) {
			record(List.of(posting), isFailed(ending) ? OutcomeStatus.FAILED : OutcomeStatus.SKIPPED, ending.reason());
		}
	}

	private static boolean isFailed(Ending ending) {
		return ending.status() == OutcomeStatus.FAILED;
	}

	/** What arrived counts, whatever became of the steps after it. */
	private Ending end(PostingAttempts now, Ending last) {
		PlannedPosting seen = this.turn.seen();
		if (seen != null) {
			close(now.posting().equals(seen) ? this.turn.notice().after(seen) : rest(now, last), OutcomeStatus.SILENCED,
					"seen on " + seen.channel());
			return Ending.receipted(OutcomeStatus.SEEN, seen.channel() + ": seen");
		}
		Ending never = never(now, last);
		boolean rest = closeRest(now, last, never);
		if (this.arrival == null) {
			boolean mends = never == null || never.status() == OutcomeStatus.EXPIRED;
			Ending told = (this.failed != null && mends) ? this.failed : last;
			return new Ending(told.status(), told.reason(), true);
		}
		Ending then = (now != this.arrived) ? last : rest ? never : null;
		return Ending.receipted(this.arrival.status(), (then == null) ? this.arrival.reason()
				: this.arrival.reason() + "; then " + then.status() + ", " + then.reason());
	}

	/** Why those that were never tried are not, or null where there is no need. */
	private @Nullable Ending never(PostingAttempts now, Ending last) {
		if (!now.isLast()) {
			return (this.tooLate != null) ? this.tooLate : over();
		}
		return (last.status() == OutcomeStatus.COLLECTED)
				? Ending.decided(OutcomeStatus.SILENCED, "it is part of a digest") : last;
	}

	/**
	 * Writes down the last one, where nobody has, and those that were never tried.
	 * @return whether there are any of those, and a reason
	 */
	private boolean closeRest(PostingAttempts now, Ending last, @Nullable Ending never) {
		List<PlannedPosting> after = this.turn.notice().after(now.posting());
		boolean rest = never != null && !after.isEmpty();
		if (Objects.equals(last, never)) {
			close(rest(now, last), last.status(), last.reason());
			return rest;
		}
		if (!arrives(last)) {
			this.lines.add(line(now.posting(), last));
		}
		if (!last.known()) {
			record(List.of(now.posting()), last.status(), last.reason());
		}
		if (never != null) {
			close(after, never.status(), never.reason());
		}
		return rest;
	}

	/** Of which nobody has written down yet how they ended. */
	private List<PlannedPosting> rest(PostingAttempts now, Ending last) {
		return last.known() ? this.turn.notice().after(now.posting()) : this.turn.notice().from(now.posting());
	}

	private void close(List<PlannedPosting> rest, OutcomeStatus status, String reason) {
		rest.forEach((posting) -> this.lines.add(line(posting, Ending.decided(status, reason))));
		if (!rest.isEmpty()) {
			record(rest, status, reason);
		}
	}

	private void record(List<PlannedPosting> postings, OutcomeStatus status, String reason) {
		NoticeOutcome outcome = new NoticeOutcome(this.turn.notice().name(), status, reason, null, null, 0);
		Calls.tell(JournalActivities.class, "record " + outcome.notice(),
				(journal) -> journal.record(this.event, this.turn.notice().with(postings), outcome));
	}

	private static String line(PlannedPosting posting, Ending ending) {
		String channel = posting.channel() + ": ";
		String reason = ending.reason().startsWith(channel) ? ending.reason().substring(channel.length())
				: ending.reason();
		return channel + ending.status() + ", " + reason;
	}

	/** The posting that is tried now or was tried last, or null before there is one. */
	@Nullable PostingAttempts current() {
		return this.tried.isEmpty() ? null : this.tried.get(this.tried.size() - 1);
	}

	/** The posting that stands for the whole notice. */
	@Nullable PostingAttempts telling() {
		PlannedPosting seen = this.turn.seen();
		PostingAttempts told = (this.arrived != null) ? this.arrived : current();
		return this.tried.stream().filter((one) -> one.posting().equals(seen)).findFirst().orElse(told);
	}

	/** What became of each step so far, for people. */
	List<String> lines() {
		return this.lines;
	}

}
