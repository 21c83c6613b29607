package cinema.worker.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/**
 * Lets callers who come at the same time share one statement and one commit. Nobody waits
 * for company: whoever comes alone goes alone, and whoever comes meanwhile goes with the
 * next one. Each caller returns when his own change is committed, as without company.
 *
 * @param <Q> what is asked
 * @param <A> what is answered
 */
final class Combined<Q, A> {

	private final Deque<Call<Q, A>> waiting = new ArrayDeque<>();

	private final Function<Q, Object> key;

	private final Function<List<Q>, List<A>> statement;

	private final int most;

	private boolean busy;

	/**
	 * Combines calls of a statement.
	 * @param key two calls of one key never share a statement, which could not change a
	 * row twice
	 * @param statement answers in the order of the questions
	 */
	Combined(int most, Function<Q, Object> key, Function<List<Q>, List<A>> statement) {
		this.most = most;
		this.key = key;
		this.statement = statement;
	}

	A call(Q question) {
		Call<Q, A> own = new Call<>(question, new CompletableFuture<>(), new CompletableFuture<>());
		synchronized (this) {
			this.waiting.add(own);
			if (!this.busy) {
				this.busy = true;
				own.turn().complete(true);
			}
		}
		if (own.turn().join()) {
			lead();
		}
		try {
			return own.answer().join();
		}
		catch (CompletionException ex) {
			throw (ex.getCause() instanceof RuntimeException trouble) ? trouble : ex;
		}
	}

	private void lead() {
		List<Call<Q, A>> batch = take();
		try {
			List<A> answers = this.statement.apply(batch.stream().map(Call::question).toList());
			for (int i = 0; i < batch.size(); i++) {
				batch.get(i).answer().complete(answers.get(i));
			}
		}
		catch (RuntimeException | Error ex) {
			batch.forEach((one) -> one.answer().completeExceptionally(ex));
		}
		finally {
			passOn();
			batch.forEach((one) -> one.turn().complete(false));
		}
	}

	private synchronized List<Call<Q, A>> take() {
		List<Call<Q, A>> batch = new ArrayList<>();
		Set<Object> keys = new HashSet<>();
		Deque<Call<Q, A>> later = new ArrayDeque<>();
		while (!this.waiting.isEmpty() && batch.size() < this.most) {
			Call<Q, A> next = this.waiting.poll();
			(keys.add(this.key.apply(next.question())) ? batch : later).add(next);
		}
		later.descendingIterator().forEachRemaining(this.waiting::addFirst);
		return batch;
	}

	private synchronized void passOn() {
		Call<Q, A> next = this.waiting.peek();
		this.busy = next != null;
		if (next != null) {
			next.turn().complete(true);
		}
	}

	/**
	 * One caller.
	 *
	 * @param turn true when he is to run the statement for all who wait, false when
	 * somebody has done it for him
	 */
	private record Call<Q, A>(Q question, CompletableFuture<Boolean> turn, CompletableFuture<A> answer) {
	}

}
