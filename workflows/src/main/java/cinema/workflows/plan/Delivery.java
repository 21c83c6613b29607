package cinema.workflows.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;

import cinema.workflows.contract.QuietHours;
import org.jspecify.annotations.Nullable;

/**
 * When somebody wants to be told, as they said it; null is what they said nothing of.
 *
 * @param rhythms topic to how often
 * @param digestAt the hour of their zone at which what was collected is sent
 * @param digestOn the day on which what was collected for a week is sent
 * @param quiet their own night, which counts instead of the cinema's
 * @param pausedUntil nothing but required letters is sent before this moment
 */
public record Delivery(@Nullable Map<String, Rhythm> rhythms, @Nullable LocalTime digestAt,
		@Nullable DayOfWeek digestOn, @Nullable QuietHours quiet, @Nullable Instant pausedUntil) {

	/** Of somebody who said nothing. */
	public static final Delivery NOTHING = new Delivery(null, null, null, null, null);

	/** What they said of a topic, or null. */
	public @Nullable Rhythm rhythm(String topic) {
		return (this.rhythms != null) ? this.rhythms.get(topic) : null;
	}

	/**
	 * Only what keeps a letter waiting, or null when nothing does.
	 * @param required whether the letter goes out during a pause too
	 * @param atAnyHour whether the night does not matter to it
	 * @param now what passed before counts no more
	 */
	public @Nullable Delivery holding(boolean required, boolean atAnyHour, Instant now) {
		QuietHours night = atAnyHour ? null : this.quiet;
		Instant pause = (!required && this.pausedUntil != null && this.pausedUntil.isAfter(now)) ? this.pausedUntil
				: null;
		return (night != null || pause != null) ? new Delivery(null, null, null, night, pause) : null;
	}

}
