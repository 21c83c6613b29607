package cinema.orchestrator.admin.home;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.orchestrator.admin.home.ComingDays.Coming;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.schedule.ScheduleView;
import cinema.orchestrator.schedule.Schedules;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** What comes: the next moments of schedules, and mailings that wait for theirs. */
@Component
class ComingMailings {

	private static final Duration FRESH = Duration.ofSeconds(15);

	/** Longer nobody waits for Temporal who only looks at the first page. */
	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private final Schedules schedules;

	private final Clock clock;

	private volatile @Nullable Known known;

	private @Nullable CompletableFuture<Known> asking;

	ComingMailings(Schedules schedules, Clock clock) {
		this.schedules = schedules;
		this.clock = clock;
	}

	/** What comes, or null where Temporal does not say what the schedules are. */
	@Nullable List<Coming> of(List<MailingRecord> mailings) {
		Known scheduled = scheduled();
		if (scheduled == null) {
			return null;
		}
		List<Coming> coming = new ArrayList<>(scheduled.coming());
		mailings.stream()
			.filter((one) -> one.state().equals("HELD"))
			.forEach((one) -> coming.add(new Coming(one.mailing().start(), one.mailing().notice(), path(one))));
		return coming;
	}

	static String path(MailingRecord one) {
		return "/admin/mailings/" + one.mailing().event().id() + "/" + one.mailing().notice();
	}

	private @Nullable Known scheduled() {
		Known last = this.known;
		if (last != null && last.at().plus(FRESH).isAfter(this.clock.instant())) {
			return last;
		}
		try {
			return ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return last;
		}
		catch (ExecutionException | TimeoutException silent) {
			return last;
		}
	}

	private synchronized CompletableFuture<Known> ask() {
		CompletableFuture<Known> current = this.asking;
		if (current == null || current.isDone()) {
			current = CompletableFuture.supplyAsync(this::look);
			this.asking = current;
		}
		return current;
	}

	private Known look() {
		Instant now = this.clock.instant();
		List<Coming> coming = this.schedules.list()
			.stream()
			.filter((one) -> !one.paused())
			.flatMap((one) -> one.next().stream().map((at) -> coming(one, at)))
			.toList();
		Known found = new Known(now, coming);
		this.known = found;
		return found;
	}

	private static Coming coming(ScheduleView schedule, Instant at) {
		return new Coming(at, schedule.id(), "/admin/schedules/" + schedule.id());
	}

	private record Known(Instant at, List<Coming> coming) {
	}

}
