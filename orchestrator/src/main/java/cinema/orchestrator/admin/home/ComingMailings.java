package cinema.orchestrator.admin.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import cinema.orchestrator.admin.home.ComingDays.Coming;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.schedule.ScheduleView;
import cinema.orchestrator.schedule.Schedules;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What comes: the next moments of schedules, and mailings that wait for theirs. */
@Component
class ComingMailings {

	private static final Duration FRESH = Duration.ofSeconds(15);

	private final Schedules schedules;

	private final WorkflowCalls calls;

	private final Clock clock;

	private volatile @Nullable Known known;

	ComingMailings(Schedules schedules, WorkflowCalls calls, Clock clock) {
		this.schedules = schedules;
		this.calls = calls;
		this.clock = clock;
	}

	/** What comes, or null where Temporal does not say what the schedules are. */
	@Nullable List<Coming> of(List<MailingRecord> mailings) {
		List<Coming> scheduled = scheduled();
		if (scheduled == null) {
			return null;
		}
		List<Coming> coming = new ArrayList<>(scheduled);
		mailings.stream()
			.filter((one) -> one.state().equals("HELD"))
			.forEach((one) -> coming.add(new Coming(one.mailing().start(), one.title(), path(one))));
		return coming;
	}

	static String path(MailingRecord one) {
		return "/admin/mailings/" + one.mailing().event().id() + "/" + one.mailing().notice();
	}

	/** Nobody waits for a Temporal that is away again and again. */
	private @Nullable List<Coming> scheduled() {
		Instant now = this.clock.instant();
		Known last = this.known;
		if (last == null || last.at().plus(FRESH).isBefore(now)) {
			last = new Known(now, look());
			this.known = last;
		}
		return last.coming();
	}

	private @Nullable List<Coming> look() {
		try {
			return this.calls.look(this.schedules::list)
				.stream()
				.filter((one) -> !one.paused())
				.flatMap((one) -> one.next().stream().map((at) -> coming(one, at)))
				.toList();
		}
		catch (SilentException away) {
			return null;
		}
	}

	private static Coming coming(ScheduleView schedule, Instant at) {
		return new Coming(at, schedule.id(), "/admin/schedules/" + schedule.id());
	}

	private record Known(Instant at, @Nullable List<Coming> coming) {
	}

}
