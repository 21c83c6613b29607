package cinema.workflows.durable;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people read of something that waits for a moment. */
public final class HeldUntil {

	/** Why something waits that its person keeps waiting. */
	public static final String PAUSED = "paused";

	/** Why something waits for the end of a night that its person chose. */
	public static final String OWN_NIGHT = "own quiet hours";

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ROOT);

	private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM uuuu HH:mm", Locale.ROOT);

	private HeldUntil() {
	}

	/**
	 * For example {@code held until 24 Nov 08:00 Europe/Moscow}, however soon that is.
	 */
	public static String withDay(Instant moment, String zone, Instant now) {
		return "held until " + day(moment, zone, now);
	}

	/** For example {@code held until 08:00 Europe/Moscow}. */
	public static String words(Instant moment, String zone, Instant now) {
		return "held until " + local(moment, zone, now);
	}

	/**
	 * For example {@code held: paused until 30 Nov 08:00 Europe/Moscow}.
	 * @param why an empty text for the cinema's own night
	 */
	public static String words(String why, Instant moment, String zone, Instant now) {
		return why.isEmpty() ? words(moment, zone, now) : "held: " + why + " until " + local(moment, zone, now);
	}

	/**
	 * For example {@code held until 12:10 Europe/Moscow, unless it is seen on web}.
	 * @param channel on which it waits to be seen
	 */
	public static String unlessSeen(String held, String channel) {
		return held + ", unless it is seen on " + channel;
	}

	/** With the day, unless it comes within 24 hours. */
	public static String local(Instant moment, String zone, Instant now) {
		ZonedDateTime local = moment.atZone(ZoneId.of(zone));
		boolean soon = local.minusHours(24).toInstant().isBefore(now);
		return soon ? local.format(TIME) + " " + zone : day(moment, zone, now);
	}

	/** With the year, unless it is the one in which this is written. */
	private static String day(Instant moment, String zone, Instant now) {
		ZonedDateTime local = moment.atZone(ZoneId.of(zone));
		boolean thisYear = local.getYear() == now.atZone(local.getZone()).getYear();
		return local.format(thisYear ? DAY : DATE) + " " + zone;
	}

}
