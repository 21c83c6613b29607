package cinema.orchestrator.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import cinema.orchestrator.deadletter.DeadLetter.State;
import cinema.orchestrator.deadletter.DeadLetterTable.OpenedLetter;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Dead letters for staff: to look at, to replay and to discard, and each act audited. */
@Component
public class DeadLetterBox {

	/** So long somebody waits for many; whoever wants the rest asks again. */
	private static final Duration LONGEST = Duration.ofSeconds(15);

	private static final int BATCH = 50;

	private final DeadLetterTable table;

	private final DeadLetterReplay replay;

	private final Audit audit;

	private final Clock clock;

	DeadLetterBox(DeadLetterTable table, DeadLetterReplay replay, Audit audit, Clock clock) {
		this.table = table;
		this.replay = replay;
		this.audit = audit;
		this.clock = clock;
	}

	/** Those that wait, by reason, the largest group first. */
	public List<DeadLetterGroup> groups() {
		return this.table.groups();
	}

	/** The newest first, without what they say. */
	public List<DeadLetter> list(DeadLetterFilter filter, @Nullable Cursor after, int most) {
		return this.table.list(filter, after, most);
	}

	/** How many of these wait. */
	public long waiting(DeadLetterFilter filter) {
		return this.table.count(filter.waiting());
	}

	/**
	 * One with what it says, as far as that names nobody.
	 * @throws RefusedException when there is none
	 */
	public DeadLetter find(UUID id) {
		OpenedLetter found = this.table.find(id).orElseThrow(DeadLetterReplay::unknown);
		String content = Optional.ofNullable(found.content()).map((one) -> MaskedContent.of(one.body())).orElse(null);
		return found.letter().with(content);
	}

	/**
	 * Sends one back to where it came from.
	 * @throws RefusedException when it cannot be
	 */
	public void replay(UUID id) {
		this.audit.doing("replayed", target(id), null, () -> {
			this.replay.replay(id, Actor.now().name());
			return true;
		});
	}

	/**
	 * Sends all of these that wait back, the oldest first, as many as there is time for.
	 */
	public Done replay(DeadLetterFilter filter) {
		String by = Actor.now().name();
		return this.audit.doing("replayed", "dead-letters", filter.toString(), () -> {
			// What dies again meanwhile is for the next time.
			Instant begin = this.clock.instant();
			Instant end = begin.plus(LONGEST);
			int done = 0;
			int refused = 0;
			String problem = null;
			DeadLetterReplay.Batch batch;
			Cursor after = null;
			do {
				batch = this.replay.replay(filter.waiting().diedBefore(begin), after, BATCH, end, by);
				done += batch.done();
				refused += batch.refused();
				problem = (batch.problem() != null) ? batch.problem() : problem;
				after = batch.next();
			}
			while (after != null && this.clock.instant().isBefore(end));
			return new Done(done, refused, waiting(filter), problem);
		});
	}

	/**
	 * Nothing is to come of it, unless it is replayed after all.
	 * @throws RefusedException when something was done about it already
	 */
	@Transactional
	public void discard(UUID id) {
		DeadLetter letter = this.table.take(id).orElseThrow(DeadLetterReplay::unknown).letter();
		RefusedException.unless(letter.state() == State.WAITING, HttpStatus.CONFLICT, "", "It does not wait any more.");
		this.audit.note("discarded", target(id), null);
		this.table.done(List.of(id), State.DISCARDED, Actor.now().name());
	}

	/** Nothing is to come of all of these that wait. */
	@Transactional
	public Done discard(DeadLetterFilter filter) {
		int done = this.table.discard(filter, Actor.now().name());
		this.audit.note("discarded", "dead-letters", done + ": " + filter);
		return new Done(done, 0, waiting(filter), null);
	}

	private static String target(UUID id) {
		return "dead-letter " + id;
	}

	/**
	 * What was done to many.
	 *
	 * @param done how many
	 * @param refused how many of those that were looked at cannot be
	 * @param left how many of them wait still
	 * @param problem why the last of the refused cannot be, or null
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "DeadLettersDone")
	public record Done(int done, int refused, long left, @Nullable String problem) {
	}

}
