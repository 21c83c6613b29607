package cinema.orchestrator.admin.home;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A calendar of what comes.
 *
 * @param blank how many days of the first week lie before the first day
 */
public record ComingDays(List<Day> days, int blank) {

	static final int DAYS = 30;

	/** From today on, by the clock of whoever looks. */
	static ComingDays of(List<Coming> coming, Instant now, ZoneId zone) {
		LocalDate today = LocalDate.ofInstant(now, zone);
		List<Day> days = new ArrayList<>();
		for (LocalDate day = today; day.isBefore(today.plusDays(DAYS)); day = day.plusDays(1)) {
			LocalDate that = day;
			days.add(new Day(day,
					coming.stream()
						.filter((one) -> !one.at().isBefore(now) && LocalDate.ofInstant(one.at(), zone).equals(that))
						.sorted(Comparator.comparing(Coming::at))
						.toList()));
		}
		return new ComingDays(days, today.getDayOfWeek().getValue() - 1);
	}

	/** Whether nothing comes at all. */
	public boolean empty() {
		return this.days.stream().allMatch((day) -> day.coming().isEmpty());
	}

	/** One day. */
	public record Day(LocalDate date, List<Coming> coming) {
	}

	/**
	 * Something that comes.
	 *
	 * @param path where to see it
	 */
	public record Coming(Instant at, String name, String path) {
	}

}
