package cinema.orchestrator.admin.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import cinema.orchestrator.admin.home.ComingDays.Coming;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.page.PersonMailings;
import cinema.orchestrator.schedule.ScheduleView;
import cinema.orchestrator.schedule.Schedules;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.orchestrator.staff.WorkflowCalls.SilentException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What comes: the next moments of schedules, and mailings that wait for theirs. */
@Component
public class ComingMailings {

	private static final Duration FRESH = Duration.ofSeconds(15);

	private static final Duration DAY = Duration.ofDays(1);

	private static final int MOST = 200;

	private static final int MOST_HELD = 500;

	private final PersonMailings mailings;

	private final Schedules schedules;

	private final WorkflowCalls calls;

	private final Clock clock;

	private volatile @Nullable Known known;

	ComingMailings(PersonMailings mailings, Schedules schedules, WorkflowCalls calls, Clock clock) {
		this.mailings = mailings;
		this.schedules = schedules;
		this.calls = calls;
		this.clock = clock;
	}

	/** Mailings under way in the last day. */
	List<MailingRecord> lately() {
		Instant now = this.clock.instant();
		return this.mailings.underWay(now.minus(DAY), now, MOST);
	}

	/** The calendar by the clock of whoever looks. */
	public Month month(ZoneId zone) {
		List<Coming> scheduled = scheduled();
		List<Coming> coming = new ArrayList<>((scheduled != null) ? scheduled : List.of());
		this.mailings.held(this.clock.instant().plus(DAY.multipliedBy(ComingDays.DAYS)), MOST_HELD)
			.forEach((one) -> coming.add(new Coming(one.mailing().start(), one.title(), path(one))));
		return new Month(scheduled != null, ComingDays.of(coming, this.clock.instant(), zone));
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

	/**
	 * What comes.
	 *
	 * @param known whether Temporal says what the schedules are
	 */
	public record Month(boolean known, ComingDays days) {
	}

	private record Known(Instant at, @Nullable List<Coming> coming) {
	}

}
