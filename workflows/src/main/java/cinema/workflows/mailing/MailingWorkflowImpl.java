package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import cinema.workflows.SearchAttributes;
import cinema.workflows.event.Timers;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.ContinueAsNewOptions;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import org.jspecify.annotations.Nullable;

/** Opens page after page as long as the window has room, and adds up what they report. */
public final class MailingWorkflowImpl implements MailingWorkflow {

	/**
	 * How long an activity may still be tried when the deadline is near or has passed.
	 */
	private static final Duration LEAST_PATIENCE = Duration.ofMinutes(10);

	private final String id = Workflow.getInfo().getWorkflowId();

	private final Timers timers = new Timers();

	private final PageChildren children = new PageChildren();

	private final Mailing mailing;

	private final MailingBook book;

	private AudienceCursor cursor;

	private MailingControl control;

	private @Nullable String failure;

	@WorkflowInit
	public MailingWorkflowImpl(Mailing mailing, @Nullable MailingRun continued) {
		this.mailing = mailing;
		this.book = new MailingBook(continued);
		this.cursor = (continued != null) ? continued.cursor() : AudienceCursor.at(mailing.audience());
		this.control = (continued != null) ? continued.control() : new MailingControl(false, null, mailing.rate());
		this.failure = (continued != null) ? continued.failure() : null;
	}

	@Override
	public MailingOutcome send(Mailing mailing, @Nullable MailingRun continued) {
		try {
			if (continued == null) {
				begin();
			}
			int opened = 0;
			while (readsOn()) {
				if (opened++ == mailing.limits().pagesPerRun()) {
					continueAsNew();
				}
				open();
			}
		}
		catch (ActivityFailure hopeless) {
			this.failure = (whyExpired() != null) ? null : MailingCalls.reason(hopeless);
		}
		return end();
	}

	private void begin() {
		describe("begins");
		MailingCalls.mailing("begin", patience()).begin(this.id, this.mailing);
		Instant start = this.mailing.start();
		if (start.isAfter(Timers.now())) {
			describe(MailingTexts.heldUntil(start, "Z"));
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueSet(start.atOffset(ZoneOffset.UTC)));
			this.timers.await(start, MailingTexts.heldUntil(start, "Z"), this::isOver);
			Workflow.upsertTypedSearchAttributes(SearchAttributes.HELD_UNTIL.valueUnset());
		}
		describe("is being sent");
	}

	/** Whether there is a page to read, once there is room for it. */
	private boolean readsOn() {
		String fault = this.cursor.fault(this.mailing.limits());
		if (fault != null) {
			this.failure = fault;
		}
		if (this.cursor.url() == null) {
			return false;
		}
		Instant deadline = this.mailing.lastDeadline();
		this.timers.await(deadline, "waits for its pages", () -> isOver() || hasRoom());
		return !isOver() && whyExpired() == null;
	}

	private boolean hasRoom() {
		// One page after the other, or the rate would be that of each page.
		int window = (this.control.rate() > 0) ? 1 : this.mailing.limits().window();
		return !this.control.paused() && this.book.inWindow() < window;
	}

	private boolean isOver() {
		return this.control.cancelled() != null || this.failure != null || this.book.failure() != null;
	}

	private void open() {
		String url = String.valueOf(this.cursor.url());
		int number = this.cursor.pages() + 1;
		OpenedPage page = MailingCalls.mailing("read page " + number, patience())
			.open(new PageRequest(this.id, number, url));
		this.cursor = this.cursor.behind(page);
		if (this.book.opened(number, page)) {
			this.children.start(this.mailing, number, page, this.control);
		}
		describe("is being sent");
	}

	private Duration patience() {
		Duration left = Duration.between(Timers.now(), this.mailing.lastDeadline());
		return (left.compareTo(LEAST_PATIENCE) > 0) ? left : LEAST_PATIENCE;
	}

	private void continueAsNew() {
		this.children.awaitStarts();
		Workflow.await(Workflow::isEveryHandlerFinished);
		Workflow.continueAsNew(ContinueAsNewOptions.newBuilder().build(), this.mailing,
				new MailingRun(this.cursor, this.book.totals(), this.book.active(), this.control, this.failure));
	}

	private MailingOutcome end() {
		this.children.awaitStarts();
		while (!this.book.hasEnded()) {
			Workflow.await(() -> this.book.hasEnded() || Workflow.getInfo().isContinueAsNewSuggested());
			if (!this.book.hasEnded()) {
				continueAsNew();
			}
		}
		MailingOutcome outcome = outcome();
		MailingCalls.mailing("keep the outcome", patience().plus(LEAST_PATIENCE)).end(this.id, this.mailing, outcome);
		Workflow
			.upsertTypedSearchAttributes(SearchAttributes.OUTCOME.valueSet(java.util.List.of(outcome.status().name())));
		Workflow.await(Workflow::isEveryHandlerFinished);
		if (outcome.status() == MailingStatus.FAILED) {
			throw ApplicationFailure.newNonRetryableFailure(outcome.reason(), "MAILING_FAILED", outcome);
		}
		return outcome;
	}

	private MailingOutcome outcome() {
		String failed = (this.failure != null) ? this.failure : this.book.failure();
		if (this.control.cancelled() != null) {
			return ended(MailingStatus.CANCELLED, this.control.cancelled());
		}
		if (failed != null) {
			return ended(MailingStatus.FAILED, failed);
		}
		String expired = (this.cursor.url() != null) ? whyExpired() : null;
		if (expired != null) {
			return ended(MailingStatus.EXPIRED, expired);
		}
		return ended(MailingStatus.COMPLETED,
				(this.book.totals().seen() > 0) ? "every receiver has an outcome" : "the audience has nobody");
	}

	private MailingOutcome ended(MailingStatus status, String reason) {
		describe(status + ", " + reason);
		return new MailingOutcome(status, reason, progress());
	}

	private @Nullable String whyExpired() {
		Instant deadline = this.mailing.lastDeadline();
		return Timers.now().isBefore(deadline) ? null : "its deadline was " + deadline;
	}

	@Override
	public void report(PageReport report) {
		this.book.reported(report);
	}

	@Override
	public MailingProgress pause() {
		return decide(this.control.paused(true));
	}

	@Override
	public MailingProgress resume() {
		return decide(this.control.paused(false));
	}

	@Override
	public void validateCancel(String reason) {
		if (reason.isBlank() || reason.length() > 200) {
			throw new IllegalArgumentException("reason: 1 to 200 characters are needed");
		}
	}

	@Override
	public MailingProgress cancel(String reason) {
		return decide(this.control.cancelled(reason));
	}

	@Override
	public void validateChangeRate(double lettersPerSecond) {
		if (!(lettersPerSecond >= 0 && lettersPerSecond <= 100_000)) {
			throw new IllegalArgumentException("rate: has to be 0 to 100000 letters per second");
		}
	}

	@Override
	public MailingProgress changeRate(double lettersPerSecond) {
		return decide(this.control.rated(lettersPerSecond));
	}

	/** For what is being published just now, and for the pages that wait. */
	private MailingProgress decide(MailingControl decided) {
		this.control = decided;
		MailingCalls.mailing("keep what staff decided", patience()).control(this.id, decided);
		this.children.control(this.book.active().keySet(), decided);
		describe(decided.paused() ? "paused" : "is being sent");
		return progress();
	}

	private void describe(String state) {
		this.book.become(state);
		Workflow.setCurrentDetails(MailingTexts.details(progress()));
	}

	@Override
	public MailingProgress progress() {
		return this.book.progress(this.cursor.pages(), this.control);
	}

}
