package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Urgency;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Patience;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;

/**
 * Plans for tests: all times are of 2026-11-23, when Moscow is three hours ahead of UTC.
 */
final class Plans {

	static final Patience PATIENCE = new Patience(Duration.ofMinutes(10), Duration.ofHours(6), Duration.ofSeconds(10),
			Duration.ofMinutes(15));

	static final QuietHours NIGHT = new QuietHours(LocalTime.of(22, 0), LocalTime.of(8, 0));

	/** 12:00 in Moscow. */
	static final Instant NOON = Instant.parse("2026-11-23T09:00:00Z");

	/** 23:30 in Moscow. */
	static final Instant LATE = Instant.parse("2026-11-23T20:30:00Z");

	/** 08:00 in Moscow, the morning after. */
	static final Instant MORNING = Instant.parse("2026-11-24T05:00:00Z");

	static final Event EVENT = new Event("user_signed_up", "u1", "auth", NOON, Map.of("user_id", "u1"));

	private Plans() {
	}

	static Plan of(PlannedNotice... notices) {
		return new Plan(List.of(notices), PATIENCE);
	}

	/** A normal letter that respects the night and lives one day. */
	static PlannedNotice welcome(Instant from) {
		return notice("welcome", Urgency.NORMAL, NIGHT, from.plus(Duration.ofDays(1)));
	}

	/** An urgent letter at any hour. */
	static PlannedNotice confirmation(Instant from) {
		return notice("email_confirmation", Urgency.URGENT, null, from.plus(Duration.ofDays(1)));
	}

	static PlannedNotice notice(String name, Urgency urgency, QuietHours quietHours, Instant deadline,
			Channel... channels) {
		List<Channel> all = (channels.length > 0) ? List.of(channels) : List.of(Channel.EMAIL);
		List<PlannedPosting> postings = all.stream()
			.map((channel) -> new PlannedPosting(channel, name + "-" + channel, channel + "/" + name))
			.toList();
		return new PlannedNotice(name, "account", urgency, "u1", "Europe/Moscow", quietHours, deadline, Map.of(),
				postings, null, false, null);
	}

	static PlannedNotice suppressed(PlannedNotice notice, String reason) {
		return notice.withReceiver(notice.timeZone(), reason);
	}

	static PlannedNotice inZone(PlannedNotice notice, String zone) {
		return notice.withReceiver(zone, notice.suppressed());
	}

}
