package cinema.orchestrator.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

import com.google.protobuf.Timestamp;
import io.temporal.api.schedule.v1.ScheduleInfo;
import io.temporal.api.workflowservice.v1.DescribeScheduleResponse;
import org.jspecify.annotations.Nullable;

/**
 * Remembers when schedules are due next, and finds those whose moment passed without a
 * firing: Temporal was away for longer than they may be late, or has dropped it.
 */
final class MissedFirings {

	private static final Duration GRACE = Duration.ofMinutes(5);

	private final Map<String, Due> known = new HashMap<>();

	/** Looks at one schedule as Temporal describes it. */
	void look(String id, DescribeScheduleResponse described, Instant now) {
		this.known.compute(id, (key, before) -> next(before, described, now));
	}

	/** How many of these were due and have not fired since. */
	long missed(Collection<String> ids, Instant now) {
		this.known.keySet().retainAll(ids);
		return this.known.values().stream().filter((due) -> due.isMissed(now)).count();
	}

	/**
	 * Whoever changes or pauses it takes what was due off the list, as its firing does.
	 */
	private static @Nullable Due next(@Nullable Due before, DescribeScheduleResponse described, Instant now) {
		ScheduleInfo info = described.getInfo();
		// What waits for the mailing before it is not missed.
		if (described.getSchedule().getState().getPaused() || info.getBufferSize() > 0) {
			return null;
		}
		if (before != null && before.waits(info, now)) {
			return before;
		}
		return (info.getFutureActionTimesCount() > 0)
				? new Due(instant(info.getFutureActionTimes(0)), info.getUpdateTime(), info.getOverlapSkipped()) : null;
	}

	private static Instant instant(Timestamp moment) {
		return Instant.ofEpochSecond(moment.getSeconds(), moment.getNanos());
	}

	/**
	 * What comes next.
	 *
	 * @param changed when the schedule was changed last
	 * @param skipped how often it was left out, since the one before was still running
	 */
	private record Due(Instant at, Timestamp changed, long skipped) {

		boolean waits(ScheduleInfo info, Instant now) {
			return this.at.isBefore(now) && this.changed.equals(info.getUpdateTime())
					&& this.skipped == info.getOverlapSkipped()
					&& info.getRecentActionsList()
						.stream()
						.allMatch((fired) -> instant(fired.getScheduleTime()).isBefore(this.at));
		}

		boolean isMissed(Instant now) {
			return this.at.plus(GRACE).isBefore(now);
		}

	}

}
