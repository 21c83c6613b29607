package cinema.workflows.plan;

import java.time.Instant;
import java.time.ZoneId;

import cinema.workflows.contract.QuietHours;
import cinema.workflows.durable.HeldUntil;
import org.jspecify.annotations.Nullable;

/**
 * When somebody may be told: not during a pause of theirs, and not in the night that
 * counts for them.
 *
 * @param night when not to deliver, or null when the night does not matter
 * @param own whether that is a night of their own, and not the cinema's
 * @param pausedUntil nothing is sent before this moment, or null
 */
public record Waking(@Nullable QuietHours night, boolean own, @Nullable Instant pausedUntil) {

	/**
	 * What a letter has to wait for.
	 * @param rule the cinema's night where the letter respects nights, or null
	 * @param required whether the letter goes out during a pause too
	 */
	public static Waking of(@Nullable QuietHours rule, @Nullable Delivery wishes, boolean required) {
		QuietHours quiet = (wishes != null) ? wishes.quiet() : null;
		boolean own = rule != null && quiet != null;
		return new Waking(own ? quiet : rule, own, (wishes != null && !required) ? wishes.pausedUntil() : null);
	}

	/** The first moment from this one on at which they may be told in that zone. */
	public Instant from(Instant moment, ZoneId zone) {
		Instant free = (this.pausedUntil != null && this.pausedUntil.isAfter(moment)) ? this.pausedUntil : moment;
		return (this.night != null) ? this.night.endingAfter(free, zone) : free;
	}

	/** Whether what keeps a letter at this moment is a wish of theirs. */
	public boolean isWish(Instant moment) {
		return !why(moment).isEmpty();
	}

	/** What of their own keeps a letter at this moment, or an empty text. */
	public String why(Instant moment) {
		if (this.pausedUntil != null && this.pausedUntil.isAfter(moment)) {
			return HeldUntil.PAUSED;
		}
		return this.own ? HeldUntil.OWN_NIGHT : "";
	}

}
