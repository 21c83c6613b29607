package cinema.workflows.mailing;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageActivities;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageDispatched;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.PageWithdrawal;
import cinema.workflows.page.Trouble;
import cinema.workflows.plan.Mailing;

/**
 * An audience, a journal and a worker in memory: each receiver is a name, and what
 * becomes of his letter is scripted by name; what the script leaves out is delivered.
 */
class FakePages implements MailingActivities, PageActivities {

	/** URL to page. */
	final Map<String, FakePage> audience = new LinkedHashMap<>();

	/** Receiver to what the worker answers, attempt by attempt; the last one stays. */
	final Map<String, List<ReceiptStatus>> answers = new ConcurrentHashMap<>();

	/** Who opts out before his moment comes. */
	final Set<String> optedOut = ConcurrentHashMap.newKeySet();

	/** Whose answer comes after his dispatch has returned. */
	final Set<String> late = ConcurrentHashMap.newKeySet();

	final List<String> opened = new CopyOnWriteArrayList<>();

	final List<String> published = new CopyOnWriteArrayList<>();

	final Map<String, Instant> publishedAt = new ConcurrentHashMap<>();

	final List<MailingControl> controls = new CopyOnWriteArrayList<>();

	final List<MailingOutcome> outcomes = new CopyOnWriteArrayList<>();

	/** How often a page asked. */
	final AtomicInteger tallies = new AtomicInteger();

	/** Whether the mail server takes nothing from us, whoever it is for. */
	volatile boolean refusesUs;

	/** Why it cannot begin, or null. */
	volatile RuntimeException beginFails;

	/** How it ended, when its event has come again; null when it has not. */
	volatile MailingOutcome endedBefore;

	/** When what was deferred has its turn, or null for at once. */
	volatile Instant retryTurn;

	/** Before which nothing that was put off may be tried again, or null for at once. */
	volatile Instant retryAt;

	/** How often pages tried again what was put off. */
	final AtomicInteger retries = new AtomicInteger();

	volatile Supplier<Instant> clock = () -> Instant.EPOCH;

	volatile Consumer<String> settle = (pageId) -> {
	};

	volatile BiConsumer<String, MailingControl> tell = (pageId, control) -> {
	};

	volatile Function<String, PageReport> ended = (pageId) -> null;

	volatile Consumer<PageRequest> onOpen = (request) -> {
	};

	volatile Consumer<MailingControl> onControl = (control) -> {
	};

	/** When the rate lets a page go on that asks without a turn; null for at once. */
	volatile Function<PageDispatch, PageTurn> turns = (dispatch) -> null;

	/** The turns with which pages came. */
	final List<PageTurn> taken = new CopyOnWriteArrayList<>();

	volatile Function<PageDispatch, Boolean> mayDispatch = (dispatch) -> true;

	private final Map<String, Map<String, Integer>> skipped = new ConcurrentHashMap<>();

	private final Map<String, Letter> letters = new TreeMap<>();

	private final Map<String, List<PageGroup>> groups = new ConcurrentHashMap<>();

	private final Map<String, List<List<String>>> members = new ConcurrentHashMap<>();

	@Override
	public MailingBeginning begin(String mailingId, Mailing mailing) {
		if (this.beginFails != null) {
			throw this.beginFails;
		}
		MailingControl known = this.controls.isEmpty() ? MailingControl.at(mailing.rate()) : control();
		this.controls.add(new MailingControl(known.paused(), null, known.rate(), known.pausedBy(), null));
		return MailingBeginning.of(control(), this.endedBefore);
	}

	@Override
	public OpenedPage open(PageRequest request) {
		this.opened.add(request.url());
		this.onOpen.accept(request);
		FakePage page = this.audience.get(request.url());
		List<PageGroup> of = new ArrayList<>();
		List<List<String>> names = new ArrayList<>();
		page.groups().forEach((at, receivers) -> {
			of.add(new PageGroup(at, page.deadline(), receivers.size(), "Europe/Moscow"));
			names.add(receivers);
		});
		String pageId = WorkflowIds.page(request.mailingId(), request.number());
		this.groups.put(pageId, of);
		this.members.put(pageId, names);
		int skipped = page.skipped().values().stream().mapToInt(Integer::intValue).sum();
		int told = names.stream().mapToInt(List::size).sum();
		return new OpenedPage(page.next(), told + skipped, page.skipped(), 0, of);
	}

	@Override
	public void control(String mailingId, MailingControl control) {
		this.onControl.accept(control);
		this.controls.add(control);
	}

	@Override
	public void tell(String mailingId, PageSet pages, MailingControl control) {
		pages.numbers().forEach((number) -> this.tell.accept(WorkflowIds.page(mailingId, number), control));
	}

	@Override
	public List<PageReport> look(String mailingId, PageSet pages, MailingControl control) {
		return pages.numbers()
			.mapToObj((number) -> this.ended.apply(WorkflowIds.page(mailingId, number)))
			.filter(Objects::nonNull)
			.toList();
	}

	@Override
	public void end(String mailingId, Mailing mailing, MailingOutcome outcome) {
		this.outcomes.add(outcome);
	}

	private MailingControl control() {
		return this.controls.get(this.controls.size() - 1);
	}

	@Override
	public synchronized PageDispatched dispatch(PageDispatch dispatch) {
		if ((control().stops() && this.clock.get().isBefore(deadline(dispatch))) || !this.mayDispatch.apply(dispatch)) {
			return PageDispatched.from(dispatch.from());
		}
		PageTurn turn = (dispatch.turn() != null) ? null : this.turns.apply(dispatch);
		if (turn != null) {
			return PageDispatched.from(dispatch.from()).waiting(turn);
		}
		if (dispatch.turn() != null) {
			this.taken.add(dispatch.turn());
		}
		List<String> group = this.members.get(dispatch.pageId()).get(dispatch.group());
		Instant deadline = deadline(dispatch);
		int duplicates = 0;
		int sent = 0;
		for (String name : group.subList(dispatch.from(), group.size())) {
			Letter known = this.letters.get(name);
			if (known != null && !known.page.equals(dispatch.pageId())) {
				duplicates++;
			}
			else if (this.optedOut.contains(name)) {
				this.skipped.computeIfAbsent(dispatch.pageId(), (none) -> new TreeMap<>())
					.merge("opted out of email", 1, Integer::sum);
			}
			else {
				this.letters.put(name, new Letter(dispatch.pageId(), deadline));
				publish(name);
				sent++;
			}
		}
		return PageDispatched.from(dispatch.from())
			.plus(group.size() - dispatch.from(), sent, duplicates)
			.completed()
			.settled(counts(dispatch.pageId()));
	}

	private Instant deadline(PageDispatch dispatch) {
		return this.groups.get(dispatch.pageId()).get(dispatch.group()).deadline();
	}

	private void publish(String name) {
		Letter letter = this.letters.get(name);
		Instant now = this.clock.get();
		this.published.add(name);
		this.publishedAt.put(name, now);
		List<ReceiptStatus> script = this.answers.getOrDefault(name, List.of(ReceiptStatus.DELIVERED));
		ReceiptStatus answer = script.get(Math.min(letter.attempt, script.size()) - 1);
		letter.ours = this.refusesUs;
		letter.at = now;
		letter.status = now.isBefore(letter.deadline) ? (this.refusesUs ? ReceiptStatus.DEFERRED : answer)
				: ReceiptStatus.EXPIRED;
		if (this.late.contains(name)) {
			letter.status = null;
		}
	}

	/** What is late arrives. */
	synchronized void arrive(String pageId) {
		of(pageId).values()
			.stream()
			.filter((letter) -> letter.status == null)
			.forEach((letter) -> letter.status = ReceiptStatus.DELIVERED);
		this.settle.accept(pageId);
	}

	@Override
	public synchronized PageTally again(String pageId, boolean unanswered) {
		this.retries.incrementAndGet();
		boolean waits = (this.retryTurn != null && this.clock.get().isBefore(this.retryTurn))
				|| (this.retryAt != null && this.clock.get().isBefore(this.retryAt));
		List<String> deferred = waits ? List.of() : names(pageId, ReceiptStatus.DEFERRED);
		boolean late = deferred.stream()
			.anyMatch((name) -> !this.clock.get().isBefore(this.letters.get(name).deadline));
		// In trouble of ours one letter tries for all.
		int most = (control().trouble() != null && !late) ? 1 : deferred.size();
		deferred.stream().limit(most).forEach((name) -> {
			this.letters.get(name).attempt++;
			publish(name);
		});
		if (unanswered) {
			names(pageId, null).forEach(this::publish);
		}
		return counts(pageId);
	}

	@Override
	public PageTally tally(String pageId) {
		this.tallies.incrementAndGet();
		return counts(pageId);
	}

	private synchronized PageTally counts(String pageId) {
		return new PageTally(count(pageId, null), count(pageId, ReceiptStatus.DEFERRED),
				count(pageId, ReceiptStatus.DELIVERED), count(pageId, ReceiptStatus.REJECTED),
				count(pageId, ReceiptStatus.EXPIRED), count(pageId, ReceiptStatus.UNKNOWN),
				count(pageId, ReceiptStatus.WITHDRAWN),
				(count(pageId, ReceiptStatus.DEFERRED) > 0) ? this.retryAt : null,
				this.skipped.getOrDefault(pageId, Map.of()),
				(count(pageId, ReceiptStatus.DEFERRED) > 0) ? this.retryTurn : null, servedAt(pageId), trouble(pageId));
	}

	private Instant servedAt(String pageId) {
		return of(pageId).values()
			.stream()
			.filter((letter) -> letter.status == ReceiptStatus.DELIVERED)
			.map((letter) -> letter.at)
			.max(Comparator.naturalOrder())
			.orElse(null);
	}

	private Trouble trouble(String pageId) {
		Instant served = servedAt(pageId);
		return of(pageId).values()
			.stream()
			.filter((letter) -> letter.ours && letter.status == ReceiptStatus.DEFERRED)
			.filter((letter) -> served == null || letter.at.isAfter(served))
			.map((letter) -> new Trouble(1, letter.at, "554 5.7.0 limit exceeded"))
			.reduce(Trouble::and)
			.orElse(null);
	}

	private List<String> names(String pageId, ReceiptStatus status) {
		Map<String, Letter> of = of(pageId);
		of.values().removeIf((letter) -> letter.status != status);
		return List.copyOf(of.keySet());
	}

	@Override
	public synchronized PageTally withdraw(PageWithdrawal withdrawal) {
		withdrawal.groups().forEach((waiting) -> {
			List<String> group = this.members.get(withdrawal.pageId()).get(waiting.group());
			group.subList(waiting.from(), group.size())
				.forEach((name) -> this.letters.put(name, new Letter(withdrawal.pageId(), Instant.EPOCH)));
		});
		of(withdrawal.pageId()).values()
			.stream()
			.filter((letter) -> letter.status == null || letter.status == ReceiptStatus.DEFERRED)
			.forEach((letter) -> letter.status = ReceiptStatus.WITHDRAWN);
		return counts(withdrawal.pageId());
	}

	private Map<String, Letter> of(String pageId) {
		Map<String, Letter> of = new TreeMap<>(this.letters);
		of.values().removeIf((letter) -> !letter.page.equals(pageId));
		return of;
	}

	private int count(String pageId, ReceiptStatus status) {
		return (int) of(pageId).values().stream().filter((letter) -> letter.status == status).count();
	}

	/** A letter in the journal; without a status it is on its way. */
	private static final class Letter {

		private final String page;

		private final Instant deadline;

		private int attempt = 1;

		private boolean ours;

		private Instant at = Instant.EPOCH;

		private ReceiptStatus status;

		Letter(String page, Instant deadline) {
			this.page = page;
			this.deadline = deadline;
		}

	}

	/** A page of the audience: names by the moment at which they may be told. */
	record FakePage(String next, Instant deadline, Map<Instant, List<String>> groups, Map<String, Integer> skipped) {
	}

}
