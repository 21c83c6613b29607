package cinema.workflows.event;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;

import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

/**
 * When a notice may go: not before it makes sense to try, and not in the receiver's
 * night.
 */
final class NoticeHold {

	private Instant earliest = Instant.MIN;

	private boolean retry;

	/** Whether it is the turn of a step, which waits for the one before to be seen. */
	private boolean turn;

	private String because = "";

	NoticeHold() {
	}

	void notBefore(Instant moment) {
		this.earliest = moment;
		this.retry = false;
		this.turn = false;
		this.because = "";
	}

	/** A step goes at once. */
	void clear() {
		notBefore(Instant.MIN);
	}

	/** The moment at which a step goes, unless the one before is seen on its channel. */
	void turnAt(Instant moment, String channel) {
		notBefore(moment);
		this.turn = true;
		this.because = HeldUntil.unlessSeen("", channel);
	}

	/** A moment that staff chose. */
	void choose(Move move) {
		notBefore(Objects.requireNonNull(move.moment()));
		this.because = (move.by() != null) ? ", moved by " + move.by() : "";
	}

	/** There is no place for it before among others of its class. */
	void noPlaceBefore(Instant moment, String reason) {
		notBefore(moment);
		this.because = ", " + reason;
	}

	/** A pause between attempts, which is no hold that anybody would look for. */
	void retryAt(Instant moment) {
		this.earliest = moment;
		this.retry = true;
		this.turn = false;
	}

	/** The first moment from this one on at which the notice may go. */
	Instant next(PlannedNotice notice, Instant now) {
		Instant moment = earliest(now);
		return notice.waking().from(moment, ZoneId.of(notice.timeZone()));
	}

	private Instant earliest(Instant now) {
		return this.earliest.isAfter(now) ? this.earliest : now;
	}

	boolean isRetryAt(Instant moment) {
		return this.retry && moment.equals(this.earliest);
	}

	/** Whether it waits for a try, which the night may put off further. */
	boolean isRetry() {
		return this.retry;
	}

	boolean isTurnAt(Instant moment) {
		return this.turn && moment.equals(this.earliest);
	}

	/** The turn of a step, which comes first though the night may outlast its life. */
	@Nullable Instant turnBefore(Instant deadline, Instant now) {
		return (this.turn && this.earliest.isAfter(now) && this.earliest.isBefore(deadline)) ? this.earliest : null;
	}

	/** For example {@code held until 08:00 Europe/Moscow}. */
	String why(PlannedNotice notice, Instant moment, Instant now) {
		if (isRetryAt(moment)) {
			return "deferred, tries again at " + HeldUntil.local(moment, notice.timeZone(), now);
		}
		if (moment.equals(this.earliest)) {
			return HeldUntil.words(moment, notice.timeZone(), now) + this.because;
		}
		return HeldUntil.words(notice.waking().why(earliest(now)), moment, notice.timeZone(), now)
				+ (this.turn ? this.because : "");
	}

}
