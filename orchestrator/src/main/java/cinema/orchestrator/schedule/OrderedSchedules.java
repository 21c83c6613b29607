package cinema.orchestrator.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;

import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.order.Spelling;
import cinema.platform.problem.RefusedException;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Schedules as they are ordered: read, checked, and made. */
@Component
public class OrderedSchedules {

	private final Schedules schedules;

	private final OrderCheck check;

	private final Clock clock;

	OrderedSchedules(Schedules schedules, OrderCheck check, Clock clock) {
		this.schedules = schedules;
		this.check = check;
		this.clock = clock;
	}

	/** With a mailing that could be announced now. */
	ScheduleOrder read(ObjectNode definition) {
		ScheduleOrder.SPELLING.require(definition, "");
		ScheduleOrder order = ScheduleOrder.read(definition);
		WallClock.requireOneKindOfDay(definition.path("cron").asString(""));
		Spelling.requireKnown(order.mailing(), "mailing.", ScheduleOrder.MAILING_FIELDS);
		this.check.require(order.mailing(), "mailing.");
		return order;
	}

	/**
	 * When it would fire next.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public List<Instant> next(ObjectNode definition, int most) {
		ScheduleOrder order = read(definition);
		Instant until = order.term().until();
		return order.clock()
			.from(order.term().after(this.clock.instant()))
			.distinct()
			.takeWhile((at) -> until == null || !at.isAfter(until))
			.limit(most)
			.toList();
	}

	/**
	 * Makes it, unless it is made already.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public void create(ObjectNode definition) {
		try {
			this.schedules.create(read(definition), definition);
		}
		catch (RefusedException refused) {
			if (refused.getStatusCode() != HttpStatus.CONFLICT) {
				throw refused;
			}
		}
	}

}
