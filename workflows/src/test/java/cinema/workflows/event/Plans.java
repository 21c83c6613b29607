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
import cinema.workflows.plan.PlannedPosting.Step;

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
		return new Plan(List.of(notices), PATIENCE, null);
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

	/** Web at once, push after ten minutes unseen, email an hour after that. */
	static PlannedNotice steps(Instant from) {
		return steps(NIGHT, from.plus(Duration.ofDays(1)), step(Channel.WEB, 1, null),
				step(Channel.PUSH, 2, Duration.ofMinutes(10)), step(Channel.EMAIL, 3, Duration.ofHours(1)));
	}

	static PlannedNotice steps(QuietHours quietHours, Instant deadline, PlannedPosting... steps) {
		return notice("episode", Urgency.NORMAL, quietHours, deadline).with(List.of(steps));
	}

	static PlannedPosting step(Channel channel, int number, Duration after) {
		return new PlannedPosting(channel, "episode-" + channel, channel + "/episode", new Step(number, after, false));
	}

	static PlannedPosting atNight(PlannedPosting step) {
		return new PlannedPosting(step.channel(), step.id(), step.template(),
				new Step(step.step().number(), step.step().after(), true));
	}

	static PlannedNotice suppressed(PlannedNotice notice, String reason) {
		return notice.withReceiver(notice.timeZone(), reason);
	}

	static PlannedNotice inZone(PlannedNotice notice, String zone) {
		return notice.withReceiver(zone, notice.suppressed());
	}

}
