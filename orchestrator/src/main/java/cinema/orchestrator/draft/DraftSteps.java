package cinema.orchestrator.draft;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.platform.audit.Actor;
import cinema.platform.audit.Audit;
import cinema.platform.problem.FieldProblem;
import cinema.platform.problem.Problems;
import cinema.platform.problem.RefusedException;
import cinema.workflows.WorkflowIds;
import cinema.workflows.draft.Decision;
import cinema.workflows.draft.DraftStep;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.ErrorResponseException;

/** The way of a draft after it is written: submitted, approved or refused, and out. */
@Component
public class DraftSteps {

	private static final Logger logger = LoggerFactory.getLogger(DraftSteps.class);

	/** What was touched later may be on its way just now. */
	private static final int YOUNG_SECONDS = 30;

	private static final int MOST = 200;

	private static final UUID FIRST = new UUID(0, 0);

	private final DraftRepository repository;

	private final Drafts drafts;

	private final Revisions revisions;

	private final DraftWorkflows workflows;

	private final DraftOrders orders;

	private final DraftApproval approval;

	private final TransactionOperations transactions;

	private final Audit audit;

	private final Clock clock;

	/** Up to where the drafts on their way were looked at. */
	private volatile UUID looked = FIRST;

	DraftSteps(DraftRepository repository, Drafts drafts, Revisions revisions, DraftWorkflows workflows,
			DraftOrders orders, DraftApproval approval, TransactionOperations transactions, Audit audit, Clock clock) {
		this.repository = repository;
		this.drafts = drafts;
		this.revisions = revisions;
		this.workflows = workflows;
		this.orders = orders;
		this.approval = approval;
		this.transactions = transactions;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Submits what was written as a revision that never changes.
	 * @param version the one that whoever submits it saw
	 */
	public DraftView submit(UUID id, int version) {
		Draft written = this.drafts.find(id);
		Drafts.requireSeen(written, version);
		List<FieldProblem> problems = this.drafts.problems(id, written.content());
		if (!problems.isEmpty()) {
			throw new ErrorResponseException(HttpStatus.BAD_REQUEST, Problems.of(HttpStatus.BAD_REQUEST, "", problems),
					null);
		}
		Long counted = this.approval.count(this.orders.receivers(written.content()));
		Revision revision = Objects
			.requireNonNull(this.transactions.execute((status) -> submit(written, version, counted)));
		startOrLater(id, revision);
		return this.drafts.show(id);
	}

	/** What was checked and counted is what is kept. */
	private Revision submit(Draft written, int version, @Nullable Long counted) {
		UUID id = written.id();
		Draft draft = this.drafts.lock(id, version);
		Drafts.requireOpen(draft);
		Drafts.require(draft.state() != DraftState.WAITING_FOR_APPROVAL, draft, "it is submitted already");
		String by = Actor.now().name();
		draft.submit(by, counted, now());
		Revision revision = new Revision(draft.revision(), this.orders.frozen(written.content()), counted, by, now(),
				null, null, null, null);
		this.repository.saveAndFlush(draft);
		this.revisions.add(id, revision);
		this.audit.note("submitted", WorkflowIds.order(id.toString()), "as revision " + revision.number());
		return revision;
	}

	private void startOrLater(UUID id, Revision revision) {
		try {
			this.workflows.start(id, revision);
		}
		catch (RuntimeException ex) {
			logger.warn("The order of draft {} is started later: {}", id, ex.getMessage());
		}
	}

	/**
	 * Lets it go.
	 * @param revision the one that whoever approves it saw
	 */
	public DraftView approve(UUID id, int revision, @Nullable String reason) {
		Draft draft = requireWaiting(id, revision);
		boolean own = Actor.now().name().equals(draft.view().submittedBy());
		RefusedException.unless(!own || this.workflows.allowOwnApproval(), HttpStatus.FORBIDDEN, "",
				"You submitted it: somebody else has to approve it.");
		return decide(id, "approved", "approve", revision, reason);
	}

	/** Gives it back to whoever submitted it. */
	public DraftView refuse(UUID id, int revision, @Nullable String reason) {
		requireWaiting(id, revision);
		RefusedException.unless(reason != null, "reason", "is missing: whoever submitted it has to know why");
		return decide(id, "refused", "refuse", revision, reason);
	}

	private Draft requireWaiting(UUID id, int revision) {
		Draft draft = this.drafts.find(id);
		Drafts.require(draft.state() == DraftState.WAITING_FOR_APPROVAL, draft, "nothing waits for approval");
		RefusedException.unless(draft.revision() == revision, HttpStatus.CONFLICT, "revision",
				"revision " + draft.revision() + " is what waits; look at it first");
		return draft;
	}

	/** Tells the rest now. */
	public DraftView goOn(UUID id) {
		return decide(id, "rest released", "goOn", requireCanary(id), null);
	}

	/** Tells nobody but those who were told first. */
	public DraftView stop(UUID id, @Nullable String reason) {
		return decide(id, "stopped", "stop", requireCanary(id), reason);
	}

	private int requireCanary(UUID id) {
		Draft draft = this.drafts.find(id);
		Drafts.require(draft.state() == DraftState.CANARY, draft, "no rest waits");
		return draft.revision();
	}

	private DraftView decide(UUID id, String act, String update, int revision, @Nullable String reason) {
		Decision decision = new Decision(revision, Actor.now().name(), reason);
		this.audit.doing(act, WorkflowIds.order(id.toString()), reason, () -> this.workflows.tell(id, update, decision)
			.orElseThrow(() -> RefusedException.forNow("Its workflow has not begun; try again in a minute.")));
		return this.drafts.show(id);
	}

	/** Writes down a step of a workflow; whether it is still one of what is wanted. */
	boolean go(DraftStep step) {
		UUID id = UUID.fromString(step.draftId());
		return Boolean.TRUE.equals(this.transactions.execute((status) -> {
			Draft draft = this.repository.lock(id).filter((known) -> known.wants(step)).orElse(null);
			if (draft == null) {
				return false;
			}
			draft.go(step, now());
			this.repository.saveAndFlush(draft);
			this.revisions.decide(id, step.revision(), step.stage().name(), step.by(), step.reason(), now());
			return true;
		}));
	}

	/** Whether a revision is wanted, and has not come to its end. */
	boolean isUnderway(UUID id, int revision) {
		return this.repository.findById(id).filter((known) -> known.isUnderway(revision)).isPresent();
	}

	/**
	 * Ends workflows that wait for what has happened, or for what nobody wants: a store
	 * was restored from before or after it.
	 */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
	void endUnwanted() {
		try {
			this.workflows.running().stream().filter(this::isUnwanted).forEach(this.workflows::end);
		}
		catch (RefusedException | DataAccessException away) {
			logger.debug("Nobody can say now which orders run: {}", away.getMessage());
		}
	}

	boolean isUnwanted(RunningOrder order) {
		Instant young = now().minusSeconds(YOUNG_SECONDS);
		return this.repository.findById(order.draft())
			.filter((known) -> known.isUnderway(order.revision()) || !known.changedAt().isBefore(young))
			.isEmpty();
	}

	/** After a crash between two steps, and where somebody ended a workflow by hand. */
	@Scheduled(fixedDelay = 1, timeUnit = TimeUnit.MINUTES)
	void mend() {
		try {
			List<Draft> some = this.repository.underway(now().minusSeconds(YOUNG_SECONDS), this.looked, MOST);
			// However many there are, and whatever one of them does, each has its turn.
			this.looked = (some.size() < MOST) ? FIRST : some.get(MOST - 1).id();
			some.forEach(this::mend);
		}
		catch (RefusedException | DataAccessException away) {
			logger.debug("Nobody can say now which drafts are on their way: {}", away.getMessage());
		}
	}

	private void mend(Draft draft) {
		if (!this.workflows.exists(draft.id(), draft.revision())) {
			this.revisions.find(draft.id(), draft.revision())
				.ifPresent((revision) -> startOrLater(draft.id(), revision));
			return;
		}
		Revision revision = this.drafts.revision(draft.id(), draft.revision());
		this.workflows.end(draft.id())
			.ifPresentOrElse((how) -> mend(draft, revision, how), () -> this.workflows.remind(draft, revision));
	}

	/** What waits, waits on; what was going out is for people to look at. */
	private void mend(Draft draft, Revision revision, String how) {
		if (draft.state() == DraftState.WAITING_FOR_APPROVAL) {
			startOrLater(draft.id(), revision);
		}
		else {
			end(draft, this.workflows.lost(draft, revision, how));
		}
	}

	/** Unless it went on since it was looked at. */
	private void end(Draft seen, DraftStep last) {
		this.transactions.executeWithoutResult((status) -> this.repository.lock(seen.id())
			.filter((now) -> now.version() == seen.version())
			.ifPresent((now) -> go(last)));
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MICROS);
	}

}
