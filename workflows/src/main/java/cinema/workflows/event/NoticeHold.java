package cinema.workflows.event;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;

import cinema.workflows.plan.PlannedNotice;

/**
 * When a notice may go: not before it makes sense to try, and not in the receiver's
 * night.
 */
public final class NoticeHold {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);

	private Instant earliest = Instant.MIN;

	private boolean retry;

	private String chosenBy = "";

	NoticeHold() {
	}

	void notBefore(Instant moment) {
		this.earliest = moment;
		this.retry = false;
		this.chosenBy = "";
	}

	/** A moment that staff chose. */
	void choose(Move move) {
		notBefore(Objects.requireNonNull(move.moment()));
		this.chosenBy = (move.by() != null) ? ", moved by " + move.by() : "";
	}

	/** A pause between attempts, which is no hold that anybody would look for. */
	void retryAt(Instant moment) {
		this.earliest = moment;
		this.retry = true;
	}

	/** The first moment from this one on at which the notice may go. */
	Instant next(PlannedNotice notice, Instant now) {
		Instant moment = this.earliest.isAfter(now) ? this.earliest : now;
		return (notice.quietHours() != null) ? notice.quietHours().endingAfter(moment, ZoneId.of(notice.timeZone()))
				: moment;
	}

	boolean isRetryAt(Instant moment) {
		return this.retry && moment.equals(this.earliest);
	}

	/** For example {@code held until 08:00 Europe/Moscow}. */
	String why(PlannedNotice notice, Instant moment, Instant now) {
		return isRetryAt(moment) ? "deferred, tries again at " + local(notice, moment, now)
				: describe(notice, moment, now) + (moment.equals(this.earliest) ? this.chosenBy : "");
	}

	/** What a notice waits for that nobody has moved. */
	public static String describe(PlannedNotice notice, Instant moment, Instant now) {
		return "held until " + local(notice, moment, now);
	}

	private static String local(PlannedNotice notice, Instant moment, Instant now) {
		ZonedDateTime local = moment.atZone(ZoneId.of(notice.timeZone()));
		boolean soon = local.minusHours(24).toInstant().isBefore(now);
		return local.format(soon ? TIME : DAY) + " " + notice.timeZone();
	}

}
