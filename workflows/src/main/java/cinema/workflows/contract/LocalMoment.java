package cinema.workflows.contract;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;

/**
 * When the clocks of a zone show a local time. One that they skip is the moment of the
 * skip; one that they show twice has a first and a last moment.
 */
public final class LocalMoment {

	private LocalMoment() {
	}

	public static Instant first(LocalDateTime local, ZoneId zone) {
		return moment(local.atZone(zone).withEarlierOffsetAtOverlap(), local);
	}

	public static Instant last(LocalDateTime local, ZoneId zone) {
		return moment(local.atZone(zone).withLaterOffsetAtOverlap(), local);
	}

	private static Instant moment(ZonedDateTime shown, LocalDateTime local) {
		ZoneOffsetTransition change = shown.getZone().getRules().getTransition(local);
		return (change != null && change.isGap()) ? change.getInstant() : shown.toInstant();
	}

}
