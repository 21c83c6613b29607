package cinema.orchestrator.admin.journal;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

import cinema.orchestrator.admin.Frame;
import cinema.platform.problem.RefusedException;

/** Whole days by the clock of whoever looks, both included. */
public record Days(LocalDate from, LocalDate to, ZoneId zone) {

	/**
	 * Reads what a form has.
	 * @param from a day, or an empty text for so long before the other one
	 * @param to a day, or an empty text for today
	 */
	static Days read(String from, String to, Duration before, Instant now) {
		ZoneId zone = Frame.zoneOfReader();
		LocalDate last = to.isBlank() ? LocalDate.ofInstant(now, zone) : day("to", to);
		LocalDate first = from.isBlank() ? last.minusDays(before.toDays()) : day("from", from);
		RefusedException.unless(!first.isAfter(last), "to", "lies before the first day");
		return new Days(first, last, zone);
	}

	private static LocalDate day(String field, String text) {
		try {
			LocalDate day = LocalDate.parse(text.strip());
			RefusedException.unless(day.getYear() >= 2000 && day.getYear() < 3000, field,
					"has to be a day of our time");
			return day;
		}
		catch (DateTimeException ex) {
			throw new RefusedException(field, "has to be a day like 2026-11-27");
		}
	}

	public Instant begin() {
		return this.from.atStartOfDay(this.zone).toInstant();
	}

	public Instant end() {
		return this.to.plusDays(1).atStartOfDay(this.zone).toInstant();
	}

}
