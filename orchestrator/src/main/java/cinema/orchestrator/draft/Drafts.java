package cinema.orchestrator.draft;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;

import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.Links;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.Decision;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Drafts as staff write, change and delete them. */
@Component
public class Drafts {

	static final String ALL = "/api/v1/mailing-drafts";

	private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");

	private static final UUID LAST_ID = new UUID(-1, -1);

	private final DraftRepository drafts;

	private final Revisions revisions;

	private final DraftProblems problems;

	private final DraftWorkflows workflows;

	private final TransactionOperations transactions;

	private final Audit audit;

	private final NotificationLinks links;

	private final Clock clock;

	Drafts(DraftRepository drafts, Revisions revisions, DraftProblems problems, DraftWorkflows workflows,
			TransactionOperations transactions, Audit audit, NotificationLinks links, Clock clock) {
		this.drafts = drafts;
		this.revisions = revisions;
		this.problems = problems;
		this.workflows = workflows;
		this.transactions = transactions;
		this.audit = audit;
		this.links = links;
		this.clock = clock;
	}

	public DraftView create(DraftContent content) {
		return inTransaction(() -> {
			Draft draft = this.drafts.saveAndFlush(new Draft(content, Actor.now().name(), now()));
			note("created", draft.id(), null);
			return draft.view();
		});
	}

	/** Those that changed last come first. */
	public List<DraftView> list(@Nullable DraftState state, @Nullable Cursor after, int most) {
		return this.drafts
			.page((state != null) ? state.name() : null, (after != null) ? after.at() : LAST,
					(after != null) ? after.uuid() : LAST_ID, most)
			.stream()
			.map(Draft::view)
			.toList();
	}

	public DraftView show(UUID id) {
		String workflow = WorkflowIds.order(id.toString());
		Draft draft = find(id);
		Links found = (draft.revision() > 0) ? this.links.to(ALL + "/" + id, workflow)
				: new Links(ALL + "/" + id, null);
		return draft.view().with(Change.of(this.audit.of(workflow)), found);
	}

	/** What it lacks to be submitted, each at its field. */
	public List<FieldProblem> problems(UUID id, DraftContent content) {
		return this.problems.of(id, content);
	}

	/** What was submitted, the newest first. */
	public List<Revision> revisions(UUID id) {
		return this.revisions.of(id);
	}

	/** What was submitted under a number. */
	public Revision revision(UUID id, int number) {
		return this.revisions.find(id, number).orElseThrow(Drafts::unknown);
	}

	/**
	 * What it says.
	 * @param revision as it was submitted under this number, or null for as it is now
	 */
	public DraftContent content(UUID id, @Nullable Integer revision) {
		return (revision != null) ? revision(id, revision).content() : find(id).view().content();
	}

	/**
	 * Keeps what staff have written; an approval of what was there before is void. What
	 * is there already changes nothing, so that whoever saves twice withdraws nothing.
	 * @param version the one that they saw
	 */
	public DraftView change(UUID id, int version, DraftContent content) {
		return inTransaction(() -> {
			Draft draft = this.drafts.lock(id).orElseThrow(Drafts::unknown);
			if (draft.has(content)) {
				return draft.view();
			}
			requireSeen(draft, version);
			requireOpen(draft);
			withdraw(draft, "it was changed");
			draft.write(content, Actor.now().name(), now());
			note("changed", id, null);
			return this.drafts.saveAndFlush(draft).view();
		});
	}

	/** Takes back what waits for approval; it can be changed and submitted again. */
	public DraftView withdraw(UUID id, @Nullable String reason) {
		return inTransaction(() -> {
			Draft draft = this.drafts.lock(id).orElseThrow(Drafts::unknown);
			require(draft.state() == DraftState.WAITING_FOR_APPROVAL, draft, "nothing waits that could be withdrawn");
			withdraw(draft, reason);
			note("withdrawn", id, reason);
			draft.write(draft.content(), Actor.now().name(), now());
			return this.drafts.saveAndFlush(draft).view();
		});
	}

	private void withdraw(Draft draft, @Nullable String reason) {
		if (draft.state() == DraftState.WAITING_FOR_APPROVAL) {
			String by = Actor.now().name();
			this.revisions.decide(draft.id(), draft.revision(), "WITHDRAWN", by, reason, now());
			afterwards(() -> this.workflows.withdraw(draft.id(), new Decision(draft.revision(), by, reason)));
		}
	}

	/** Its workflow asks the row, and must not have to wait for it. */
	private static void afterwards(Runnable work) {
		TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
			@Override
			public void afterCommit() {
				work.run();
			}
		});
	}

	/** Begins another one with the same content. */
	public DraftView copy(UUID id) {
		return create(find(id).content());
	}

	/** Deletes what has become nothing. */
	public void delete(UUID id) {
		inTransaction(() -> {
			Draft draft = this.drafts.lock(id).orElseThrow(Drafts::unknown);
			require(draft.state().isOpen() && draft.state() != DraftState.WAITING_FOR_APPROVAL, draft,
					"it cannot be deleted");
			note("deleted", id, null);
			this.drafts.delete(draft);
			return true;
		});
	}

	Draft find(UUID id) {
		return this.drafts.findById(id).orElseThrow(Drafts::unknown);
	}

	/** For the transaction that goes on. */
	Draft lock(UUID id, int version) {
		Draft draft = this.drafts.lock(id).orElseThrow(Drafts::unknown);
		requireSeen(draft, version);
		return draft;
	}

	static void requireSeen(Draft draft, int version) {
		RefusedException.unless(draft.version() == version, HttpStatus.CONFLICT, "version",
				"somebody changed it meanwhile; it is version " + draft.version() + " now, by " + draft.changedBy());
	}

	static void requireOpen(Draft draft) {
		require(draft.state().isOpen(), draft, "it cannot be changed any more");
	}

	static void require(boolean right, Draft draft, String refusal) {
		RefusedException.unless(right, HttpStatus.CONFLICT, "", "It is " + draft.state() + ": " + refusal + ".");
	}

	private <T> T inTransaction(Supplier<T> work) {
		return Objects.requireNonNull(this.transactions.execute((status) -> work.get()));
	}

	private void note(String act, UUID id, @Nullable String reason) {
		this.audit.note(act, WorkflowIds.order(id.toString()), reason);
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

	private static RefusedException unknown() {
		return new RefusedException(HttpStatus.NOT_FOUND, "", "There is no such draft.");
	}

}
