package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;

import cinema.workflows.WorkflowIds;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageActivities;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageDispatched;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageReport;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageWithdrawal;
import cinema.workflows.plan.Mailing;
import io.temporal.activity.Activity;

/**
 * An audience of so many pages of one receiver each, who all sleep until the same moment.
 * When half of them are told, staff pause the mailing.
 */
final class HeldPages implements MailingActivities, PageActivities {

	/** How often the letter of each page was published. */
	final AtomicIntegerArray letters;

	final AtomicInteger opened = new AtomicInteger();

	final AtomicInteger published = new AtomicInteger();

	/** How often a page was stopped. */
	final AtomicInteger stopped = new AtomicInteger();

	private final int pages;

	/** As the row of the mailing, where pages look. */
	private MailingControl control = MailingControl.at(0);

	private final Instant moment;

	private final IntFunction<PageReport> ended;

	private final BiConsumer<Integer, MailingControl> tell;

	/**
	 * @param ended the last word of a page that has ended, or null
	 * @param tell tells a page what was decided
	 */
	HeldPages(int pages, Instant moment, IntFunction<PageReport> ended, BiConsumer<Integer, MailingControl> tell) {
		this.letters = new AtomicIntegerArray(pages + 1);
		this.pages = pages;
		this.moment = moment;
		this.ended = ended;
		this.tell = tell;
	}

	private boolean mayGoOn() {
		if (this.published.get() == this.pages / 2 && this.stopped.get() == 0) {
			this.control = this.control.pausedBy("service marketing");
		}
		this.stopped.addAndGet(this.control.stops() ? 1 : 0);
		return !this.control.stops();
	}

	@Override
	public synchronized MailingBeginning begin(String mailingId, Mailing mailing) {
		return MailingBeginning.of(this.control, null);
	}

	@Override
	public OpenedPage open(PageRequest request) {
		this.opened.set(request.number());
		String next = (request.number() < this.pages) ? "" + (request.number() + 1) : null;
		return new OpenedPage(next, 1, Map.of(), 0,
				List.of(new PageGroup(this.moment, this.moment.plus(Duration.ofDays(1)), 1, "Europe/Moscow")));
	}

	@Override
	public synchronized void control(String mailingId, MailingControl decided) {
		this.control = decided;
	}

	@Override
	public void tell(String mailingId, PageSet told, MailingControl decided) {
		told.numbers().forEach((number) -> {
			this.tell.accept(number, decided);
			Activity.getExecutionContext().heartbeat(number);
		});
	}

	@Override
	public List<PageReport> look(String mailingId, PageSet looked, MailingControl decided) {
		return looked.numbers()
			.peek(Activity.getExecutionContext()::heartbeat)
			.mapToObj(this.ended)
			.filter(Objects::nonNull)
			.limit(1000)
			.toList();
	}

	@Override
	public void end(String mailingId, Mailing mailing, MailingOutcome outcome) {
		// Nothing is kept.
	}

	@Override
	public synchronized PageDispatched dispatch(PageDispatch dispatch) {
		if (!mayGoOn()) {
			return PageDispatched.from(dispatch.from());
		}
		this.letters.incrementAndGet(WorkflowIds.pageNumber(dispatch.pageId()));
		this.published.incrementAndGet();
		return PageDispatched.from(0).plus(1, 1, 0).completed().settled(tally(dispatch.pageId()));
	}

	@Override
	public PageTally again(String pageId, boolean unanswered) {
		return tally(pageId);
	}

	@Override
	public PageTally tally(String pageId) {
		int delivered = Math.min(1, this.letters.get(WorkflowIds.pageNumber(pageId)));
		return new PageTally(0, 0, delivered, 0, 0, 0, 0, null, Map.of(), null, null, null);
	}

	@Override
	public PageTally withdraw(PageWithdrawal withdrawal) {
		int cancelled = withdrawal.groups().size();
		int delivered = tally(withdrawal.pageId()).delivered();
		return new PageTally(0, 0, delivered, 0, 0, 0, cancelled, null, Map.of(), null, null, null);
	}

}
