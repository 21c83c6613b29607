package cinema.workflows.durable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.CompletablePromise;
import io.temporal.workflow.Promise;
import io.temporal.workflow.TimerOptions;
import io.temporal.workflow.Workflow;
import org.jspecify.annotations.Nullable;

/** The durable timers of one workflow; each says in the web UI what it is for. */
public final class Timers {

	/**
	 * Timers that nobody waits for any more: cancelling costs an event, which a workflow
	 * that ends need not pay.
	 */
	private final List<CancellationScope> lapsed = new ArrayList<>();

	private boolean keepsLapsed;

	/** The timer that was set last, and what for. */
	private @Nullable CompletablePromise<Void> last;

	private String purpose = "";

	/** Twice as long, but no longer than that. */
	public static Duration longer(Duration pause, Duration longest) {
		Duration twice = pause.multipliedBy(2);
		return (twice.compareTo(longest) < 0) ? twice : longest;
	}

	public static Instant now() {
		return Instant.ofEpochMilli(Workflow.currentTimeMillis());
	}

	/**
	 * Waits for news, at most so long; as {@link Workflow#await}, whose timer says
	 * nothing.
	 */
	public static void awaitAtMost(Duration most, String summary, Supplier<Boolean> news) {
		Promise<Void> timer = Workflow.newTimer(most, TimerOptions.newBuilder().setSummary(summary).build());
		Workflow.await(() -> timer.isCompleted() || news.get());
	}

	/**
	 * The wait before another try of what was put off for long: a twelfth of the time
	 * that it has waited already. A month of quarters of an hour would be a history that
	 * Temporal does not take, and what was away for a day is seldom back in the next
	 * minutes.
	 * @param usual the wait by the plan
	 * @param longest the longest one by it; before that one age does not count
	 */
	public static Duration longerByAge(Duration usual, Duration longest, Instant since) {
		if (usual.compareTo(longest) < 0) {
			return usual;
		}
		Duration byAge = Duration.between(since, now()).dividedBy(12);
		return (byAge.compareTo(usual) <= 0
				|| Workflow.getVersion("deferred-by-age", Workflow.DEFAULT_VERSION, 1) == Workflow.DEFAULT_VERSION)
						? usual : byAge;
	}

	/** One that is wanted for the same moment again goes on: that costs no event. */
	public void keepLapsed() {
		this.keepsLapsed = true;
	}

	/** Waits for news, at most until the moment; whether there was news. */
	public boolean await(Instant until, String summary, Supplier<Boolean> news) {
		String wanted = until + ", " + summary;
		if (this.keepsLapsed && this.last != null && !this.last.isCompleted() && wanted.equals(this.purpose)) {
			return await(this.last, news);
		}
		cancelLapsed();
		if (news.get()) {
			return true;
		}
		Duration wait = Duration.between(now(), until);
		if (wait.isNegative() || wait.isZero()) {
			return false;
		}
		this.purpose = wanted;
		return awaitTimer(wait, summary, news);
	}

	private boolean awaitTimer(Duration wait, String summary, Supplier<Boolean> news) {
		CompletablePromise<Void> timer = Workflow.newPromise();
		TimerOptions options = TimerOptions.newBuilder().setSummary(summary).build();
		CancellationScope scope = Workflow
			.newCancellationScope(() -> timer.completeFrom(Workflow.newTimer(wait, options)));
		scope.run();
		// One that is cancelled fails, and nobody else looks.
		timer.handle((fired, cancelled) -> true);
		this.last = timer;
		boolean told = await(timer, news);
		if (!timer.isCompleted()) {
			this.lapsed.add(scope);
		}
		return told;
	}

	private static boolean await(Promise<Void> timer, Supplier<Boolean> news) {
		Workflow.await(() -> timer.isCompleted() || news.get());
		return news.get();
	}

	/** Keeps timers that lost their purpose from waking the workflow. */
	public void cancelLapsed() {
		this.lapsed.forEach(CancellationScope::cancel);
		this.lapsed.clear();
	}

}
