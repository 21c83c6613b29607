package cinema.workflows.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

import cinema.workflows.SearchAttributes;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import io.temporal.common.SearchAttributeKey;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** Announces the mailing of one firing, and looks for its end now and then. */
public final class ScheduledMailingWorkflowImpl implements ScheduledMailingWorkflow {

	/** Given by the server to what a schedule starts. */
	private static final SearchAttributeKey<OffsetDateTime> NOMINAL = SearchAttributeKey
		.forOffsetDateTime("TemporalScheduledStartTime");

	private static final Duration FIRST_LOOK = Duration.ofSeconds(30);

	private static final Duration LONGEST_LOOK = Duration.ofMinutes(10);

	/** What has not begun by then is not waited for. */
	private static final Duration BEGINS_WITHIN = Duration.ofMinutes(30);

	/** What waits on Kafka for longer is not cancelled any more. */
	private static final Duration CANCELS_WITHIN = Duration.ofHours(24);

	@Override
	public String announce(ScheduledMailing scheduled) {
		try {
			return announceAndAwait(scheduled);
		}
		catch (TemporalFailure failure) {
			become(CancellationScope.current().isCancelRequested() ? "CANCELLED" : "FAILED");
			throw failure;
		}
	}

	private static String announceAndAwait(ScheduledMailing scheduled) {
		CompletablePromise<AnnouncedMailing> promise = Workflow.newPromise();
		// Detached: of half an announcement nobody could tell what to cancel.
		Workflow.newDetachedCancellationScope(() -> promise.complete(announceInTime(scheduled))).run();
		AnnouncedMailing announced = promise.get();
		Workflow.setCurrentDetails("announced `" + announced.mailingId() + "`");
		become("ANNOUNCED", SearchAttributes.MAILING_ID.valueSet(announced.mailingId()));
		try {
			awaitEnd(announced);
		}
		catch (CanceledFailure | ActivityFailure stopped) {
			if (CancellationScope.current().isCancelRequested()) {
				Workflow.newDetachedCancellationScope(() -> cancel(announced)).run();
			}
			throw stopped;
		}
		return announced.eventId();
	}

	/** What the list of the web UI shows of it. */
	private static void become(String outcome, SearchAttributeUpdate<?>... more) {
		if (Workflow.getVersion("outcome", Workflow.DEFAULT_VERSION, 1) == 1) {
			Workflow.upsertTypedSearchAttributes(
					Stream.concat(Stream.of(SearchAttributes.OUTCOME.valueSet(List.of(outcome))), Stream.of(more))
						.toArray(SearchAttributeUpdate[]::new));
		}
	}

	/** What is later than its schedule allows is no longer what somebody wanted. */
	private static AnnouncedMailing announceInTime(ScheduledMailing scheduled) {
		Instant started = Instant.ofEpochMilli(Workflow.getInfo().getRunStartedTimestampMillis());
		Duration window = scheduled.catchUp();
		Duration left = (window != null) ? Duration.between(Timers.now(), started.plus(window)) : null;
		if (left != null && (left.isNegative() || left.isZero())) {
			throw late(scheduled);
		}
		try {
			return Calls.durable(ScheduleActivities.class, "announce the mailing", left)
				.announce(scheduled, nominal(), counted(started, window));
		}
		catch (ActivityFailure failure) {
			throw Calls.isHopeless(failure) ? failure : late(scheduled);
		}
	}

	private static ApplicationFailure late(ScheduledMailing scheduled) {
		return ApplicationFailure.newNonRetryableFailure("it was due at " + nominal()
				+ " and could not be announced within its catch-up window " + scheduled.catchUp(), "SCHEDULE_LATE");
	}

	private static Instant nominal() {
		OffsetDateTime nominal = Workflow.getTypedSearchAttributes().get(NOMINAL);
		return (nominal != null) ? nominal.toInstant() : Timers.now();
	}

	/**
	 * Of a backfill the deadline would have passed long ago: it counts from its start.
	 */
	private static @Nullable Instant counted(Instant started, @Nullable Duration window) {
		boolean isLate = window != null && started.isAfter(nominal().plus(window));
		return isLate ? started : null;
	}

	private static void awaitEnd(AnnouncedMailing announced) {
		Instant begun = Timers.now().plus(BEGINS_WITHIN);
		MailingStage stage = MailingStage.NOT_BEGUN;
		Duration pause = FIRST_LOOK;
		while (stage == MailingStage.UNDERWAY || (stage == MailingStage.NOT_BEGUN && Timers.now().isBefore(begun))) {
			rest(pause, "until the mailing has ended");
			stage = Calls.durable(ScheduleActivities.class, "look where the mailing is", null).look(announced);
			pause = Timers.longer(pause, LONGEST_LOOK);
		}
	}

	/** The schedule has another firing take the place of this one. */
	private static void cancel(AnnouncedMailing announced) {
		Instant late = Timers.now().plus(CANCELS_WITHIN);
		Duration pause = Duration.ofSeconds(1);
		while (Calls.durable(ScheduleActivities.class, "cancel the mailing", null)
			.cancel(announced, "the next firing of its schedule takes its place") == MailingStage.NOT_BEGUN
				&& Timers.now().isBefore(late)) {
			rest(pause, "until the mailing has begun");
			pause = Timers.longer(pause, LONGEST_LOOK);
		}
	}

	private static void rest(Duration pause, String summary) {
		Workflow.newTimer(pause, TimerOptions.newBuilder().setSummary(summary).build()).get();
	}

}
