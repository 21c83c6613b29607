package cinema.workflows.contract;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Hours of the receiver's night in which nothing may arrive: {@code [from, until)},
 * half-open, over midnight when {@code from} is the later one; equal ends mean no quiet
 * hours at all.
 */
public record QuietHours(LocalTime from, LocalTime until) {

	/**
	 * The instant itself when it is day in that zone, else the moment that night ends.
	 */
	public Instant endingAfter(Instant instant, ZoneId zone) {
		LocalDate today = instant.atZone(zone).toLocalDate();
		for (LocalDate evening : new LocalDate[] { today.minusDays(1), today }) {
			Instant end = end(evening, zone);
			if (!instant.isBefore(start(evening, zone)) && instant.isBefore(end)) {
				return end;
			}
		}
		return instant;
	}

	private Instant start(LocalDate evening, ZoneId zone) {
		// Of a time that comes twice the night takes the one that makes it longer.
		return LocalMoment.first(evening.atTime(this.from), zone);
	}

	private Instant end(LocalDate evening, ZoneId zone) {
		LocalDate morning = this.from.isAfter(this.until) ? evening.plusDays(1) : evening;
		return LocalMoment.last(morning.atTime(this.until), zone);
	}

}
