package cinema.workflows.event;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.digest.Collected;
import cinema.workflows.digest.Digest;
import cinema.workflows.digest.DigestActivities;
import cinema.workflows.digest.DigestTurn;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.dispatch.Withdraw;
import cinema.workflows.journal.JournalActivities;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;

/**
 * Everything outside of the workflow, scripted and counted; a dispatch that the script
 * leaves out is delivered.
 */
class FakeActivities implements PlanActivities, DispatchActivities, JournalActivities, DigestActivities {

	volatile Function<Event, Plan> plan = (event) -> new Plan(List.of(), Plans.PATIENCE, null);

	volatile Runnable onPlan = () -> {
	};

	volatile Function<PlannedNotice, PlannedNotice> reread = Function.identity();

	final List<Dispatch> dispatches = new CopyOnWriteArrayList<>();

	final List<Instant> dispatchedAt = new CopyOnWriteArrayList<>();

	final List<Withdraw> withdrawals = new CopyOnWriteArrayList<>();

	/** For example {@code push,email SILENCED, seen on web}. */
	final List<String> written = new CopyOnWriteArrayList<>();

	final List<NoticeOutcome> recorded = new CopyOnWriteArrayList<>();

	final List<PlannedNotice> collected = new CopyOnWriteArrayList<>();

	volatile Function<PlannedNotice, Collected> collect = (notice) -> new Collected(
			"collected until 18:00 Europe/Moscow", null);

	/** Why what may have been collected was taken back. */
	final List<String> uncollected = new CopyOnWriteArrayList<>();

	volatile Collected uncollect = Collected.APART;

	final List<String> holds = new CopyOnWriteArrayList<>();

	private final Map<String, Deque<Function<Dispatch, Dispatched>>> scripts = new ConcurrentHashMap<>();

	private final Function<Dispatch, Dispatched> otherwise = answersNow(ReceiptStatus.DELIVERED);

	volatile Supplier<Instant> clock = () -> Instant.EPOCH;

	volatile Consumer<Withdraw> onWithdraw = (withdraw) -> {
	};

	@SafeVarargs
	final void script(String notice, Function<Dispatch, Dispatched>... answers) {
		this.scripts.put(notice, new ArrayDeque<>(List.of(answers)));
	}

	void scriptAlways(String notice, Function<Dispatch, Dispatched> answer) {
		this.scripts.put(notice, new ArrayDeque<>(Collections.nCopies(5000, answer)));
	}

	@Override
	public Plan plan(Event event) {
		this.onPlan.run();
		return this.plan.apply(event);
	}

	@Override
	public PlannedNotice reread(Event event, PlannedNotice notice) {
		return this.reread.apply(notice);
	}

	@Override
	public Dispatched dispatch(Dispatch dispatch) {
		this.dispatches.add(dispatch);
		this.dispatchedAt.add(this.clock.get());
		Deque<Function<Dispatch, Dispatched>> script = this.scripts.getOrDefault(dispatch.notice().name(),
				new ArrayDeque<>());
		Function<Dispatch, Dispatched> next;
		synchronized (script) {
			next = script.isEmpty() ? this.otherwise : script.pop();
		}
		return next.apply(dispatch);
	}

	@Override
	public Collected collect(Event event, PlannedNotice notice) {
		this.collected.add(notice);
		return this.collect.apply(notice);
	}

	@Override
	public Collected cancel(Event event, PlannedNotice notice, String reason) {
		this.uncollected.add(reason);
		return this.uncollect;
	}

	@Override
	public DigestTurn close(Digest digest, Instant now) {
		throw new UnsupportedOperationException("no event closes a digest");
	}

	@Override
	public void withdraw(Withdraw withdraw) {
		this.withdrawals.add(withdraw);
		this.onWithdraw.accept(withdraw);
	}

	@Override
	public void record(Event event, PlannedNotice notice, NoticeOutcome outcome) {
		this.recorded.add(outcome);
		this.written
			.add(notice.postings().stream().map((one) -> one.channel().toString()).collect(Collectors.joining(","))
					+ " " + outcome.status() + ", " + outcome.reason());
	}

	@Override
	public void hold(Event event, PlannedNotice notice, Instant until, String reason) {
		this.holds.add(reason);
	}

	static Function<Dispatch, Dispatched> answers(ReceiptStatus status) {
		return (dispatch) -> Dispatched.answered(receipt(dispatch, status));
	}

	/** With the moment at which it is answered. */
	final Function<Dispatch, Dispatched> answersNow(ReceiptStatus status) {
		return (dispatch) -> Dispatched.answered(receipt(dispatch.posting().id(), dispatch.attempt(), status));
	}

	Receipt receipt(String postingId, int attempt, ReceiptStatus status) {
		return new Receipt(postingId, "workflow", attempt, status, this.clock.get(), null,
				(status == ReceiptStatus.DELIVERED) ? null : "451 try later", "250 queued", false);
	}

	List<String> channels() {
		return new ArrayList<>(this.dispatches).stream().map((one) -> one.posting().channel().toString()).toList();
	}

	static Function<Dispatch, Dispatched> postponesUntil(Instant morning) {
		return (dispatch) -> Dispatched.answered(new Receipt(dispatch.posting().id(), "workflow", dispatch.attempt(),
				ReceiptStatus.POSTPONED, Instant.EPOCH, morning, "night in the receiver's zone", null, false));
	}

	static Function<Dispatch, Dispatched> findsNoPlaceUntil(Instant free) {
		return (dispatch) -> Dispatched.later(free, "cap: 3 letters of class news in 24 hours");
	}

	static Function<Dispatch, Dispatched> folds(Instant free) {
		return (dispatch) -> Dispatched.folded(free,
				"collected until 15:00 Europe/Moscow, cap: 3 letters of class news in 24 hours");
	}

	static Function<Dispatch, Dispatched> saysNothing() {
		return (dispatch) -> Dispatched.PUBLISHED;
	}

	static Receipt receipt(Dispatch dispatch, ReceiptStatus status) {
		return new Receipt(dispatch.posting().id(), "workflow", dispatch.attempt(), status, Instant.EPOCH, null,
				(status == ReceiptStatus.DELIVERED) ? null : "451 try later", "250 queued", false);
	}

	List<Integer> attempts() {
		return new ArrayList<>(this.dispatches).stream().map(Dispatch::attempt).toList();
	}

}
