package cinema.orchestrator.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

import cinema.orchestrator.journal.Journal;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import cinema.workflows.plan.Waking;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * What the steps of a notice have to do with each other: nothing goes out that an earlier
 * one makes needless, and each is found in the journal, in its turn or before.
 */
@Component
class EventSteps {

	private final Journal journal;

	private final Clock clock;

	EventSteps(Journal journal, Clock clock) {
		this.journal = journal;
		this.clock = clock;
	}

	/**
	 * That an earlier step was seen, or null; the workflow may not have been told yet.
	 */
	@Nullable Receipt seen(Dispatch dispatch) {
		List<String> earlier = earlier(dispatch);
		return earlier.isEmpty() ? null : this.journal.seen(earlier);
	}

	private static List<String> earlier(Dispatch dispatch) {
		PlannedPosting posting = dispatch.posting();
		return (posting.step() != null) ? dispatch.notice()
			.postings()
			.stream()
			.takeWhile((one) -> !one.id().equals(posting.id()))
			.map(PlannedPosting::id)
			.toList() : List.of();
	}

	/**
	 * Why nothing further is sent of the notice: staff took an earlier step out of the
	 * inbox; or null. Asked when the attempt is stored, so that either finds the other.
	 */
	@Nullable String takenBack(Dispatch dispatch) {
		return this.journal.takenBack(earlier(dispatch));
	}

	/** Writes down what became of the step, and until when the next one waits. */
	void note(String workflowId, Dispatch dispatch, Dispatched dispatched) {
		if (dispatch.posting().step() == null) {
			return;
		}
		if (dispatched.suppressed() != null && !dispatched.endsNotice()) {
			this.journal.passed(workflowId, dispatch.event(), dispatch.notice(), dispatch.posting(),
					dispatched.suppressed());
		}
		Receipt receipt = dispatched.receipt();
		if (receipt != null && receipt.status() == ReceiptStatus.DELIVERED) {
			dispatch.notice()
				.after(dispatch.posting())
				.stream()
				.filter((one) -> one.step() != null && one.step().after() != null)
				.findFirst()
				.ifPresent((next) -> hold(workflowId, dispatch, next, receipt.at()));
		}
	}

	private void hold(String workflowId, Dispatch dispatch, PlannedPosting next, Instant answeredAt) {
		PlannedNotice notice = dispatch.notice().with(dispatch.notice().from(next));
		Instant now = this.clock.instant();
		Instant turn = (answeredAt.isBefore(now) ? answeredAt : now).plus(after(next));
		Instant due = turn.isAfter(now) ? turn : now;
		Waking waking = notice.by(next).waking();
		Instant morning = waking.from(due, ZoneId.of(notice.timeZone()));
		// Its turn comes first though the night may outlast its life.
		Instant moment = morning.isBefore(notice.deadline()) ? morning : due;
		if (moment.isAfter(now) && moment.isBefore(notice.deadline())) {
			String held = HeldUntil.words(moment.equals(due) ? "" : waking.why(due), moment, notice.timeZone(), now);
			this.journal.hold(workflowId, dispatch.event(), notice, moment,
					HeldUntil.unlessSeen(held, dispatch.posting().channel().toString()));
		}
	}

	private static Duration after(PlannedPosting posting) {
		Step step = posting.step();
		return (step != null && step.after() != null) ? step.after() : Duration.ZERO;
	}

}
