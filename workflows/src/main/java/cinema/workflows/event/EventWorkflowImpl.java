package cinema.workflows.event;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.workflows.SearchAttributes;
import cinema.workflows.StaffWords;
import cinema.workflows.contract.Receipt;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.CancelButton;
import cinema.workflows.durable.Timers;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.mailing.MailingStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;
import io.temporal.common.SearchAttributeUpdate;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Plans the notices of one event and sees each of them to its end; one never waits for
 * another.
 */
public final class EventWorkflowImpl implements EventWorkflow {

	private static final Duration ANSWER_TO_STAFF = Duration.ofSeconds(20);

	/**
	 * What a plan needs may be away for hours. It is waited for nevertheless, since an
	 * event may ask for more than letters, an erasure for example.
	 */
	private static final Duration ANSWER_BEFORE_PLAN = Duration.ofSeconds(1);

	private final Receipts receipts = new Receipts();

	private final Timers timers = new Timers();

	private final ShownHold shown = new ShownHold();

	private @Nullable List<NoticeDelivery> deliveries;

	private @Nullable String cancelled;

	@Override
	public EventOutcome tell(Event event) {
		return CancelButton.whileDoing(() -> end(tellOrFail(event)), this::requestCancel);
	}

	private List<NoticeOutcome> tellOrFail(Event event) {
		try {
			return tellAll(event);
		}
		catch (ActivityFailure hopeless) {
			return List.of(new NoticeOutcome(event.type(), OutcomeStatus.FAILED, Ending.failed(hopeless).reason(), null,
					null, 0));
		}
	}

	private List<NoticeOutcome> tellAll(Event event) {
		Plan plan = Calls.ask(PlanActivities.class, "plan " + event.type(), (activities) -> activities.plan(event));
		List<NoticeDelivery> planned = plan.notices().stream().map((notice) -> delivery(event, plan, notice)).toList();
		this.deliveries = planned;
		if (this.cancelled != null) {
			requestCancel(this.cancelled);
		}
		List<NoticeOutcome> mailings = plan.allMailings().stream().map(this::start).toList();
		if (planned.size() == 1 && mailings.isEmpty()) {
			return List.of(planned.get(0).run());
		}
		List<Promise<NoticeOutcome>> running = planned.stream().map((one) -> Async.function(() -> run(one))).toList();
		Promise.allOf(running).get();
		return Stream.concat(running.stream().map(Promise::get), mailings.stream()).toList();
	}

	private NoticeOutcome start(Mailing mailing) {
		return (this.cancelled == null) ? MailingStart.start(mailing)
				: MailingStart.ended(mailing, MailingStatus.CANCELLED, this.cancelled);
	}

	private NoticeDelivery delivery(Event event, Plan plan, PlannedNotice notice) {
		NoticeWait turn = new NoticeWait(event, notice, this.timers, this.receipts, this.shown,
				() -> describe(planned().stream().map((one) -> line(one.notice().name(), one.state()) + one.steps())));
		return new NoticeDelivery(event, plan, turn, this.receipts, this.timers);
	}

	private NoticeOutcome run(NoticeDelivery delivery) {
		NoticeOutcome outcome = delivery.run();
		if (!hasEnded()) {
			this.timers.cancelLapsed();
			this.shown.goesOn(outcome.notice());
		}
		return outcome;
	}

	private EventOutcome end(List<NoticeOutcome> outcomes) {
		describe(outcomes.stream()
			.map((one) -> line(one.notice(), one.status() + ", " + one.reason()) + steps(one.notice())));
		Workflow.upsertTypedSearchAttributes(outcomeOf(outcomes), SearchAttributes.HELD_UNTIL.valueUnset());
		Workflow.await(Workflow::isEveryHandlerFinished);
		List<NoticeOutcome> failed = outcomes.stream().filter(EventWorkflowImpl::isFailed).toList();
		if (!failed.isEmpty()) {
			String reasons = failed.stream()
				.map((one) -> one.notice() + ": " + one.reason())
				.collect(Collectors.joining("; "));
			throw ApplicationFailure.newNonRetryableFailure(reasons, "NOTICE_FAILED", new EventOutcome(outcomes));
		}
		return new EventOutcome(outcomes);
	}

	private String steps(String notice) {
		return planned().stream()
			.filter((one) -> one.notice().name().equals(notice))
			.map(NoticeDelivery::steps)
			.collect(Collectors.joining());
	}

	private List<NoticeDelivery> planned() {
		return (this.deliveries != null) ? this.deliveries : List.of();
	}

	private static boolean isFailed(NoticeOutcome outcome) {
		return outcome.status() == OutcomeStatus.FAILED;
	}

	private static SearchAttributeUpdate<List<String>> outcomeOf(List<NoticeOutcome> outcomes) {
		List<String> words = outcomes.stream().map((one) -> one.status().name()).distinct().toList();
		return SearchAttributes.OUTCOME.valueSet(words.isEmpty() ? List.of("NO_NOTICE") : words);
	}

	@Override
	public void acknowledge(List<Receipt> reported) {
		this.receipts.add(reported);
		planned().stream().filter((one) -> !one.hasEnded()).forEach(NoticeDelivery::silence);
	}

	@Override
	public void reread() {
		planned().stream().filter((one) -> !one.hasEnded()).forEach(NoticeDelivery::reread);
	}

	@Override
	public void validateCancel(@Nullable String reason, @Nullable String by) {
		StaffWords.checkReason(reason);
	}

	@Override
	public EventProgress cancel(@Nullable String reason, @Nullable String by) {
		requestCancel(StaffWords.cancelled(reason, by));
		boolean early = this.deliveries == null
				&& Workflow.getVersion("answer-before-plan", Workflow.DEFAULT_VERSION, 1) == 1;
		Timers.awaitAtMost(early ? ANSWER_BEFORE_PLAN : ANSWER_TO_STAFF, "staff wait for the answer", this::hasEnded);
		return progress();
	}

	private void requestCancel(String reason) {
		this.cancelled = reason;
		if (this.deliveries != null) {
			this.deliveries.stream().filter((one) -> !one.hasEnded()).forEach((one) -> one.cancel(reason));
		}
		else {
			describe(Stream.of(reason + ": nobody is told; it ends when its plan is made"));
		}
	}

	@Override
	public void validateReschedule(@Nullable Instant moment, @Nullable String by) {
		if (this.deliveries == null) {
			throw new IllegalStateException("nothing is planned yet; try again in a moment");
		}
		new Move(moment, by).check(waiting().stream().map(NoticeDelivery::notice).toList(), Timers.now());
	}

	@Override
	public EventProgress reschedule(@Nullable Instant moment, @Nullable String by) {
		Timers.awaitAtMost(ANSWER_TO_STAFF, "staff wait for the answer", () -> this.deliveries != null);
		List<NoticeDelivery> waiting = waiting();
		// Before, whatever was chosen left the night out of account and the journal
		// alone.
		boolean keeps = Workflow.getVersion("keep-moves", Workflow.DEFAULT_VERSION, 1) == 1;
		Move move = new Move((moment != null) ? moment : Timers.now(), by);
		waiting.forEach((one) -> one.choose(move, keeps && moment != null));
		Workflow.await(() -> waiting.stream().noneMatch(NoticeDelivery::isMoving));
		if (keeps) {
			waiting.stream().filter(NoticeDelivery::isWaiting).forEach(NoticeDelivery::keepHold);
		}
		return progress();
	}

	private List<NoticeDelivery> waiting() {
		return planned().stream().filter(NoticeDelivery::isWaiting).toList();
	}

	@Override
	public EventProgress progress() {
		return new EventProgress(planned().stream().map(NoticeDelivery::progress).toList());
	}

	private boolean hasEnded() {
		return this.deliveries != null && this.deliveries.stream().allMatch(NoticeDelivery::hasEnded);
	}

	/** What the web UI shows of the workflow as it stands; costs no history. */
	private static void describe(Stream<String> lines) {
		Workflow.setCurrentDetails(lines.collect(Collectors.joining("\n")));
	}

	private static String line(String notice, String state) {
		return "- **" + notice + "**: " + state;
	}

}
