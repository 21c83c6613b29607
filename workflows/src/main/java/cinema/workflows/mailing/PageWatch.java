package cinema.workflows.mailing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import cinema.workflows.TaskQueues;
import cinema.workflows.durable.Calls;
import cinema.workflows.durable.Timers;
import cinema.workflows.page.PageReport;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/**
 * Waits for pages, and looks after those that say nothing: one that was terminated never
 * will, and what one said while the mailing was reset was said to nobody.
 */
final class PageWatch {

	private static final Duration FIRST = Duration.ofSeconds(30);

	private static final Duration LONGEST = Duration.ofMinutes(10);

	private final String mailingId = Workflow.getInfo().getWorkflowId();

	private final Timers timers = new Timers();

	private final MailingState state;

	private final SelfPause selfPause;

	private Duration pause = FIRST;

	PageWatch(MailingState state, SelfPause selfPause) {
		this.state = state;
		this.selfPause = selfPause;
	}

	/** Something is not as it should be. */
	void soon() {
		this.pause = Duration.ofSeconds(1);
	}

	/**
	 * Waits for news of the pages.
	 * @param most until when at most, or null
	 */
	void await(@Nullable Instant most, String summary, Supplier<Boolean> news) {
		while (!news.get()) {
			Instant look = Timers.now().plus(this.pause);
			if (this.state.pages().hasEnded() || (most != null && !look.isBefore(most))) {
				awaitOnly(most, summary, news);
				return;
			}
			if (!this.timers.await(look, summary, news)) {
				look();
			}
		}
	}

	private void awaitOnly(@Nullable Instant most, String summary, Supplier<Boolean> news) {
		if (most != null) {
			this.timers.await(most, summary, news);
		}
		else {
			Workflow.await(news::get);
		}
	}

	private void look() {
		List<PageReport> last = Calls
			.heartbeating(MailingActivities.class, TaskQueues.NOTIFICATIONS, "look after its pages")
			.look(this.mailingId, this.state.pages().byUrgency(), this.state.control());
		last.forEach(this.state.pages()::reported);
		this.state.tell();
		this.selfPause.review();
		Duration next = this.pause.multipliedBy(2);
		this.pause = (next.compareTo(LONGEST) < 0) ? next : LONGEST;
		if (!last.isEmpty()) {
			this.pause = Duration.ofSeconds(1);
		}
	}

}
