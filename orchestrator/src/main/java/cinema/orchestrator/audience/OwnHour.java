package cinema.orchestrator.audience;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Waking;
import org.jspecify.annotations.Nullable;

/**
 * When a receiver of a mailing is told. What people wish for themselves is waited for
 * until a full hour, as far as that is no night and not too late: else a page would have
 * a group, and a timer, for each of them (decision 13).
 *
 * @param at the moment
 * @param why which wish of theirs it is that they wait for, or null
 */
record OwnHour(Instant at, @Nullable String why) {

	static OwnHour of(Waking waking, Instant wanted, ZoneId zone, Instant deadline) {
		Instant exact = waking.from(wanted, zone);
		if (exact.equals(wanted) || !waking.isWish(wanted)) {
			return new OwnHour(exact, null);
		}
		Instant hour = exact.truncatedTo(ChronoUnit.HOURS);
		Instant full = hour.equals(exact) ? hour : hour.plus(1, ChronoUnit.HOURS);
		boolean fits = full.isBefore(deadline) && waking.from(full, zone).equals(full);
		return new OwnHour(fits ? full : exact, waking.why(wanted));
	}

	/** Why it is too late then. */
	String outlasts() {
		return HeldUntil.PAUSED.equals(this.why) ? "the pause outlasts its deadline"
				: "the night outlasts its deadline";
	}

}
