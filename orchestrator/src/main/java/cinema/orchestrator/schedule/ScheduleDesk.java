package cinema.orchestrator.schedule;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

import cinema.orchestrator.announcement.DirectOrders;
import cinema.orchestrator.announcement.OrderCheck;
import cinema.orchestrator.order.Spelling;
import cinema.orchestrator.staff.Reason;
import cinema.platform.audit.Actor;
import cinema.platform.problem.RefusedException;
import io.temporal.api.enums.v1.ScheduleOverlapPolicy;
import io.temporal.client.schedules.ScheduleBackfill;
import io.temporal.client.schedules.ScheduleHandle;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** Orders recurring mailings, shows them, and holds them by the reins. */
@Component
public class ScheduleDesk {

	private static final String OF_DRAFTS = "draft-";

	private final Schedules schedules;

	private final OrderCheck check;

	private final DirectOrders direct;

	private final Clock clock;

	ScheduleDesk(Schedules schedules, OrderCheck check, DirectOrders direct, Clock clock) {
		this.direct = direct;
		this.schedules = schedules;
		this.check = check;
		this.clock = clock;
	}

	/**
	 * Creates one.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public ScheduleView create(ObjectNode body) {
		ScheduleOrder order = readDirect(body);
		this.schedules.create(order, body);
		return this.schedules.show(order.id());
	}

	/**
	 * Makes it, unless the same is made already.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public void ensure(ObjectNode body) {
		ScheduleOrder order = read(body);
		try {
			this.schedules.create(order, body);
		}
		catch (RefusedException refused) {
			if (refused.getStatusCode() != HttpStatus.CONFLICT || !this.schedules.isMade(order.id(), body)) {
				throw refused;
			}
		}
	}

	/** The line of what was ordered, also where it was a calendar. */
	public static String cron(JsonNode definition) {
		return definition.hasNonNull("calendar") ? WallClock.cron(definition.path("calendar"))
				: definition.path("cron").asString("");
	}

	/**
	 * Lets it do something else from now on.
	 * @param version of the order that whoever changes it saw, or null for whatever is
	 * there
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public ScheduleView replace(String id, @Nullable String version, ObjectNode body) {
		RefusedException.unless(!body.hasNonNull("id") || id.equals(body.path("id").asString("")), "id",
				"has to be that of the path, or left out");
		body.put("id", id);
		this.schedules.replace(readDirect(body), body, version);
		return this.schedules.show(id);
	}

	/** As whoever asks may order it without a draft. */
	private ScheduleOrder readDirect(ObjectNode body) {
		ScheduleOrder order = read(body);
		RefusedException.unless(!order.id().startsWith(OF_DRAFTS), "id", "must not be like that of a draft");
		this.direct.require(order.mailing().path("receivers").asString(""), "mailing.receivers");
		return order;
	}

	/** With a mailing that could be announced now. */
	private ScheduleOrder read(ObjectNode body) {
		ScheduleOrder.SPELLING.require(body, "");
		ScheduleOrder order = ScheduleOrder.read(body);
		WallClock.requireOneKindOfDay(body.path("cron").asString(""));
		Spelling.requireKnown(order.mailing(), "mailing.", ScheduleOrder.MAILING_FIELDS);
		this.check.require(order.mailing(), "mailing.");
		return order;
	}

	/**
	 * When one would fire that is ordered now.
	 * @throws RefusedException that names the field and what is wrong with it
	 */
	public List<Instant> moments(ObjectNode body, int most) {
		ScheduleOrder order = read(body);
		Instant until = order.term().until();
		return order.clock()
			.from(order.term().after(this.clock.instant()))
			.takeWhile((at) -> until == null || !at.isAfter(until))
			.distinct()
			.limit(most)
			.toList();
	}

	public List<ScheduleView> list() {
		return this.schedules.list();
	}

	public ScheduleView show(String id) {
		return this.schedules.show(id);
	}

	/** It fires no more until it is resumed. */
	public ScheduleView pause(String id, @Nullable String note) {
		String reason = Reason.require("note", note);
		return told(id, "paused", reason, (handle) -> handle.pause(words("paused", reason)));
	}

	public ScheduleView resume(String id, @Nullable String note) {
		String reason = Reason.require("note", note);
		return told(id, "resumed", reason, (handle) -> handle.unpause(words("resumed", reason)));
	}

	/** Once now, whatever is still on its way. */
	public ScheduleView run(String id) {
		return told(id, "run", null,
				(handle) -> handle.trigger(ScheduleOverlapPolicy.SCHEDULE_OVERLAP_POLICY_ALLOW_ALL));
	}

	/** For every moment of a span that has passed. */
	public ScheduleView backfill(String id, Instant from, Instant to, ScheduleOverlapPolicy overlap) {
		int firings = this.schedules.firings(id, from, to);
		// Temporal leaves out the first moment of a span itself.
		ScheduleBackfill backfill = new ScheduleBackfill(from.minusMillis(1), to, overlap);
		return told(id, "backfilled", from + " to " + to, (handle) -> handle.backfill(List.of(backfill)))
			.backfilling(firings);
	}

	/** Mailings on their way go on. */
	public void delete(String id) {
		this.schedules.tell(id, "deleted", null, ScheduleHandle::delete);
	}

	private ScheduleView told(String id, String what, @Nullable String reason, Consumer<ScheduleHandle> word) {
		this.schedules.tell(id, what, reason, word);
		return this.schedules.show(id);
	}

	/** For the Temporal web UI too. */
	private static String words(String what, @Nullable String reason) {
		return what + " by " + Actor.now().name() + ((reason != null) ? ": " + reason : "");
	}

}
