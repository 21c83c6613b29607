package cinema.orchestrator.digest;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

import cinema.orchestrator.collected.DigestProperties;
import cinema.workflows.contract.LocalMoment;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Rhythm;
import org.jspecify.annotations.Nullable;

/**
 * When what is collected for a person becomes a letter.
 *
 * @param at the hour of their zone
 * @param on the day, of what is collected for a week
 * @param pausedUntil no letter is made before, or null
 */
record DigestHours(Rhythm rhythm, LocalTime at, DayOfWeek on, ZoneId zone, @Nullable Instant pausedUntil) {

	static DigestHours of(Rhythm rhythm, @Nullable Delivery said, ZoneId zone, DigestProperties otherwise) {
		Delivery delivery = (said != null) ? said : Delivery.NOTHING;
		return new DigestHours(rhythm, (delivery.digestAt() != null) ? delivery.digestAt() : otherwise.at(),
				(delivery.digestOn() != null) ? delivery.digestOn() : otherwise.on(), zone, delivery.pausedUntil());
	}

	/**
	 * When what was collected since a moment is to be told: at the next hour after it,
	 * and after the pause; for whoever wants it at once all of it together, now.
	 */
	Instant closing(Instant since, Instant now) {
		Instant from = (isAtOnce() && now.isAfter(since)) ? now : since;
		Instant pause = this.pausedUntil;
		if (pause == null || !pause.isAfter(from)) {
			return isAtOnce() ? from : next(from);
		}
		// An hour that is the end of the pause is after it.
		return isAtOnce() ? pause : next(pause.minusNanos(1));
	}

	boolean isAtOnce() {
		return this.rhythm == Rhythm.AT_ONCE;
	}

	private Instant next(Instant after) {
		LocalDate day = after.atZone(this.zone).toLocalDate();
		if (this.rhythm == Rhythm.WEEKLY) {
			day = day.with(TemporalAdjusters.nextOrSame(this.on));
		}
		while (!moment(day).isAfter(after)) {
			day = day.plusDays((this.rhythm == Rhythm.WEEKLY) ? 7 : 1);
		}
		return moment(day);
	}

	private Instant moment(LocalDate day) {
		return LocalMoment.first(day.atTime(this.at), this.zone);
	}

}
