package cinema.orchestrator.draft;

import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.rehearsal.DryRun;
import cinema.orchestrator.rehearsal.PreviewedLetter;
import cinema.orchestrator.staff.Reason;
import cinema.platform.parameter.Cursor;
import cinema.platform.problem.RefusedException;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Drafts of mailings, from their first word to their approval. */
@RestController
@RequestMapping(Drafts.ALL)
class DraftController {

	private static final String ONE = "/{id}";

	private static final List<String> STATES = Arrays.stream(DraftState.values()).map(Enum::name).toList();

	private final Drafts drafts;

	private final DraftSteps steps;

	private final DraftTrials trials;

	DraftController(Drafts drafts, DraftSteps steps, DraftTrials trials) {
		this.drafts = drafts;
		this.steps = steps;
		this.trials = trials;
	}

	@PostMapping
	public ResponseEntity<DraftView> create(@RequestBody DraftContent content) {
		DraftView created = this.drafts.create(content);
		return ResponseEntity.created(URI.create(Drafts.ALL + "/" + created.id())).body(this.drafts.show(created.id()));
	}

	@GetMapping
	public DraftList list(@RequestParam(required = false) @Nullable String state,
			@RequestParam(defaultValue = "50") int limit, @RequestParam(required = false) @Nullable String cursor) {
		Cursor.checkLimit(limit);
		RefusedException.unless(state == null || STATES.contains(state), "state",
				"has to be one of " + String.join(", ", STATES));
		List<DraftView> found = this.drafts.list((state != null) ? DraftState.valueOf(state) : null,
				Cursor.read(cursor), limit + 1);
		return new DraftList(found.subList(0, Math.min(limit, found.size())),
				Cursor.next(found, limit, (last) -> new Cursor(last.changedAt(), last.id().toString())));
	}

	@GetMapping(ONE)
	public DraftView show(@PathVariable UUID id) {
		return this.drafts.show(id);
	}

	@PutMapping(ONE)
	public DraftView change(@PathVariable UUID id, @RequestBody ChangedDraft changed) {
		this.drafts.change(id, version(changed.version()),
				(changed.content() != null) ? changed.content() : DraftContent.empty());
		return this.drafts.show(id);
	}

	@DeleteMapping(ONE)
	public ResponseEntity<Void> delete(@PathVariable UUID id) {
		this.drafts.delete(id);
		return ResponseEntity.noContent().build();
	}

	@PostMapping(ONE + "/copy")
	public ResponseEntity<DraftView> copy(@PathVariable UUID id) {
		DraftView created = this.drafts.copy(id);
		return ResponseEntity.created(URI.create(Drafts.ALL + "/" + created.id())).body(this.drafts.show(created.id()));
	}

	@PostMapping(ONE + "/submit")
	public DraftView submit(@PathVariable UUID id, @RequestBody Version seen) {
		return this.steps.submit(id, version(seen.version()));
	}

	@PostMapping(ONE + "/approve")
	public DraftView approve(@PathVariable UUID id, @RequestBody Verdict verdict) {
		return this.steps.approve(id, revision(verdict), reason(verdict.reason()));
	}

	@PostMapping(ONE + "/refuse")
	public DraftView refuse(@PathVariable UUID id, @RequestBody Verdict verdict) {
		return this.steps.refuse(id, revision(verdict), reason(verdict.reason()));
	}

	@PostMapping(ONE + "/withdraw")
	public DraftView withdraw(@PathVariable UUID id, @RequestBody(required = false) @Nullable Why why) {
		this.drafts.withdraw(id, reason((why != null) ? why.reason() : null));
		return this.drafts.show(id);
	}

	@PostMapping(ONE + "/go-on")
	public DraftView goOn(@PathVariable UUID id) {
		return this.steps.goOn(id);
	}

	@PostMapping(ONE + "/stop")
	public DraftView stop(@PathVariable UUID id, @RequestBody(required = false) @Nullable Why why) {
		return this.steps.stop(id, reason((why != null) ? why.reason() : null));
	}

	@GetMapping(ONE + "/revisions")
	public RevisionList revisions(@PathVariable UUID id) {
		this.drafts.show(id);
		return new RevisionList(this.drafts.revisions(id));
	}

	@GetMapping(ONE + "/check")
	public DraftCheck check(@PathVariable UUID id) {
		return this.trials.check(id, this.drafts.content(id, null));
	}

	@GetMapping(ONE + "/preview")
	public LetterList preview(@PathVariable UUID id, @RequestParam(required = false) @Nullable Integer revision) {
		return new LetterList(this.trials.preview(this.drafts.content(id, revision)));
	}

	@PostMapping(ONE + "/dry-run")
	public DryRun dryRun(@PathVariable UUID id) {
		return this.trials.dryRun(this.drafts.content(id, null));
	}

	@PostMapping(ONE + "/test")
	public ResponseEntity<DraftTrials.TestLetter> test(@PathVariable UUID id,
			@RequestBody(required = false) @Nullable To to) {
		return ResponseEntity.accepted()
			.body(this.trials.test(id, this.drafts.content(id, null), (to != null) ? to.userId() : null));
	}

	private static int version(@Nullable Integer version) {
		RefusedException.unless(version != null, "version", "is missing: say which one you saw");
		return (version != null) ? version : 0;
	}

	private static int revision(Verdict verdict) {
		RefusedException.unless(verdict.revision() != null, "revision", "is missing: say which one you saw");
		return (verdict.revision() != null) ? verdict.revision() : 0;
	}

	private static @Nullable String reason(@Nullable String text) {
		return Reason.require("reason", text);
	}

	/**
	 * One page of drafts; those that changed last come first.
	 *
	 * @param next where the next page is, or null when this is the last
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	@Schema(name = "MailingDraftList")
	record DraftList(List<DraftView> items, @Nullable String next) {
	}

	/** What was submitted, the newest first. */
	@Schema(name = "MailingDraftRevisionList")
	record RevisionList(List<Revision> items) {
	}

	/** Letters as receivers would get them. */
	record LetterList(List<PreviewedLetter> items) {
	}

	/** What staff have written, over the version that they saw. */
	@Schema(name = "ChangedMailingDraft")
	record ChangedDraft(@Nullable Integer version, @Nullable DraftContent content) {
	}

	/** The version that somebody saw. */
	@Schema(name = "MailingDraftVersion")
	record Version(@Nullable Integer version) {
	}

	/** What somebody thinks of a revision. */
	record Verdict(@Nullable Integer revision, @Nullable String reason) {
	}

	/** Why, in plain words. */
	record Why(@Nullable String reason) {
	}

	/** Whom to send a test to. */
	record To(@Nullable String userId) {
	}

}
