package cinema.orchestrator.draft;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

import cinema.orchestrator.order.WrittenTime;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * When a draft is to be sent.
 *
 * @param kind now, at, local or recurring
 * @param at a moment in the zone, such as {@code 2026-12-04T10:00}, or with an offset;
 * local means by each receiver's own clock
 * @param zone of the moment or of the schedule
 * @param weekdays of a schedule, for example mon and fri
 * @param hour of a schedule, for example {@code 10:00}
 * @param cron of a schedule, in the place of weekdays and hour
 * @param receiversHour whether each receiver's own clock has to show the hour
 * @param until when a schedule ends, or null
 * @param overlap what a schedule does while the mailing before is on its way
 * @param catchUp how late a schedule may fire after nobody could, or null for an hour
 */
public record DraftTiming(@Nullable String kind, @Nullable String at, @Nullable String zone,
		@Nullable List<String> weekdays, @Nullable String hour, @Nullable String cron, @Nullable Boolean receiversHour,
		@Nullable String until, @Nullable String overlap, @Nullable String catchUp) {

	/** Where each day begins first, so that nobody's hour of it has passed. */
	public static final String FIRST_ZONE = "Pacific/Kiritimati";

	static final DraftTiming NOW = new DraftTiming("now", null, null, null, null, null, null, null, null, null);

	private static final List<String> KINDS = List.of("now", "at", "local", "recurring");

	private static final List<String> WEEKDAYS = List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

	private static final String ZONE = "Europe/Moscow";

	private static final String NO_MOMENT = "has to be a moment such as 2026-12-04T10:00";

	String kindOrNow() {
		String written = (this.kind != null) ? this.kind : "now";
		RefusedException.unless(KINDS.contains(written), "timing.kind", "has to be now, at, local or recurring");
		return written;
	}

	public boolean isRecurring() {
		return "recurring".equals(this.kind);
	}

	/** Whether a schedule means an hour of the day by each receiver's own clock. */
	public boolean onOwnClocks() {
		return isRecurring() && Boolean.TRUE.equals(this.receiversHour) && (this.cron == null || this.cron.isBlank());
	}

	/**
	 * Makes sure that a day of each receiver's own clock, which goes on in the west when
	 * the next begins in the east, keeps nobody from that next one.
	 * @param days by the first letters of their names
	 * @throws RefusedException that names the field
	 */
	public static void requireApart(List<String> days, @Nullable String overlap, String field) {
		List<Integer> places = days.stream().map((day) -> WEEKDAYS.indexOf(day.toLowerCase(Locale.ROOT))).toList();
		boolean touch = places.stream().anyMatch((day) -> places.contains((day + 1) % WEEKDAYS.size()));
		RefusedException.unless(!touch || "allow_all".equals(overlap), field,
				"has to be allow_all: a day goes on in the west when the next begins in the east");
	}

	/** By whose clock a schedule fires. */
	String firingZone() {
		String written = zoneOrOurs();
		return onOwnClocks() ? FIRST_ZONE : written;
	}

	String zoneOrOurs() {
		String written = (this.zone != null && !this.zone.isBlank()) ? this.zone : ZONE;
		RefusedException.unless(ZoneId.getAvailableZoneIds().contains(written), "timing.zone",
				"has to be a time zone such as Europe/Moscow");
		return written;
	}

	/** What a mailing event says of it: an instant, a local time, or nothing. */
	@Nullable String sendAt() {
		return switch (kindOrNow()) {
			case "at" -> instant().toString();
			case "local" -> local().toString();
			default -> null;
		};
	}

	Instant instant() {
		return WrittenTime.instant(written()).orElseGet(() -> local().atZone(ZoneId.of(zoneOrOurs())).toInstant());
	}

	private String written() {
		RefusedException.unless(this.at != null && !this.at.isBlank(), "timing.at", "is missing");
		return Objects.requireNonNull(this.at).strip();
	}

	private LocalDateTime local() {
		try {
			return LocalDateTime.parse(written());
		}
		catch (DateTimeException ex) {
			throw new RefusedException("timing.at", NO_MOMENT);
		}
	}

	/**
	 * The line of a schedule: as it is written, or of weekdays and an hour. Where that is
	 * each receiver's own, it fires when the day begins first.
	 */
	String cronLine() {
		if (this.cron != null && !this.cron.isBlank()) {
			return this.cron.strip();
		}
		List<String> days = (this.weekdays != null) ? this.weekdays : List.of();
		RefusedException.unless(!days.isEmpty(), "timing.weekdays", "names no day");
		RefusedException.unless(WEEKDAYS.containsAll(days), "timing.weekdays",
				"knows " + String.join(", ", WEEKDAYS) + " only");
		LocalTime hour = time();
		LocalTime time = onOwnClocks() ? LocalTime.MIDNIGHT : hour;
		return time.getMinute() + " " + time.getHour() + " * * "
				+ days.stream().map((day) -> day.toUpperCase(Locale.ROOT)).collect(Collectors.joining(","));
	}

	private LocalTime time() {
		try {
			return LocalTime.parse((this.hour != null) ? this.hour.strip() : "");
		}
		catch (DateTimeException ex) {
			throw new RefusedException("timing.hour", "has to be a time of day such as 10:00");
		}
	}

}
