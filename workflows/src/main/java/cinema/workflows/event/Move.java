package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.PlannedNotice;
import org.jspecify.annotations.Nullable;

/**
 * Where staff want what is held.
 *
 * @param moment when to send, or null for at once, whatever the hour
 * @param by who wants it, or null
 */
record Move(@Nullable Instant moment, @Nullable String by) {

	/** Clocks differ: a moment that passed so lately is now. */
	private static final Duration NOW = Duration.ofMinutes(1);

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

	/**
	 * Checks it for each notice that waits.
	 * @throws IllegalStateException when nothing waits
	 * @throws IllegalArgumentException when the moment would do harm; names the moments
	 */
	void check(List<PlannedNotice> waiting, Instant now) {
		if (waiting.isEmpty()) {
			throw new IllegalStateException("nothing is held that could be moved");
		}
		if (this.moment == null) {
			return;
		}
		if (this.moment.isBefore(now.minus(NOW))) {
			throw new IllegalArgumentException(this.moment + " has passed, it is " + now + "; now=true sends at once");
		}
		Instant wanted = this.moment.isBefore(now) ? now : this.moment;
		waiting.forEach((notice) -> check(notice, wanted));
	}

	private static void check(PlannedNotice notice, Instant wanted) {
		if (!wanted.isBefore(notice.deadline())) {
			throw new IllegalArgumentException(wanted + " is not before the deadline of " + notice.name() + ", "
					+ notice.deadline() + ": it would expire");
		}
		ZoneId zone = ZoneId.of(notice.timeZone());
		Instant morning = notice.waking().from(wanted, zone);
		if (!morning.equals(wanted)) {
			String obstacle = notice.waking().why(wanted).equals(HeldUntil.PAUSED) ? "pause" : "night";
			throw new IllegalArgumentException(wanted + " is " + TIME.format(wanted.atZone(zone)) + " " + zone
					+ ", in the receiver's " + obstacle + ", which ends at " + TIME.format(morning.atZone(zone)) + " ("
					+ morning + "); now=true sends at once, whatever the hour");
		}
	}

}
