package cinema.orchestrator.explanation;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;

import cinema.orchestrator.audience.FailedReceivers;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.plan.OnlyNotice;
import cinema.orchestrator.seal.SealedDetails;
import cinema.orchestrator.staff.WorkflowCalls;
import cinema.orchestrator.temporal.WorkflowStarter;
import cinema.platform.audit.Audit;
import cinema.platform.problem.RefusedException;
import cinema.platform.seal.SealedLinks;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import io.temporal.api.common.v1.Payloads;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowExecutionAlreadyStarted;
import io.temporal.client.WorkflowServiceException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriUtils;

/**
 * Sends one letter to one person once more: by an event of its own, whose id ends with
 * {@code .again-} and a key, so that asking twice with one key is asking once, and so
 * that the story of the first one stays what it was.
 */
@Component
public class LettersAgain {

	private static final Set<String> PERHAPS_THERE = Set.of("DELIVERED", "SEEN", "UNKNOWN");

	private static final Pattern KEY = Pattern.compile("[a-z0-9]{4,16}");

	/** Names of details that open something once. */
	private static final String ONE_TIME = ".*_link|" + SealedLinks.CODE;

	private static final int LONGEST_ID = 200;

	private static final String COLLECTED = "COLLECTED";

	private final JournalReader journal;

	private final MailingTable mailings;

	private final WorkflowStarter starter;

	private final WorkflowCalls calls;

	private final WorkflowClient temporal;

	private final Audit audit;

	private final SealedDetails details;

	private final Clock clock;

	LettersAgain(JournalReader journal, MailingTable mailings, WorkflowStarter starter, WorkflowCalls calls,
			WorkflowClient temporal, Audit audit, SealedDetails details, Clock clock) {
		this.details = details;
		this.journal = journal;
		this.mailings = mailings;
		this.starter = starter;
		this.calls = calls;
		this.temporal = temporal;
		this.audit = audit;
		this.clock = clock;
	}

	/**
	 * Sends it.
	 * @param key the same for the same wish
	 * @param twice whether the person is to get another letter who has or may have this
	 * one
	 * @throws RefusedException when it is on its way, or would come twice unasked, or
	 * nobody knows any more what it was made of
	 */
	public Again send(UUID postingId, String key, boolean twice, @Nullable String reason) {
		JournalRow row = this.journal.find(postingId)
			.orElseThrow(() -> new RefusedException(HttpStatus.NOT_FOUND, "id", "There is no such posting."));
		RefusedException.unless(KEY.matcher(key).matches(), "key", "has to be 4 to 16 of a-z and 0-9");
		String userId = row.userId();
		if (userId == null) {
			throw new RefusedException(HttpStatus.CONFLICT, "", "Nobody knows any more whom it was for.");
		}
		List<String> states = states(row);
		RefusedException.unless(states.stream().noneMatch(JournalState.OPEN::contains), HttpStatus.CONFLICT, "",
				"It is still on its way: move it, or cancel it first.");
		RefusedException.unless(!COLLECTED.equals(row.state()), HttpStatus.CONFLICT, "",
				"It is part of a digest: send that letter again.");
		RefusedException.unless(twice || !asksTwice(row), HttpStatus.CONFLICT, "twice",
				"has to be true, since they have or may have this letter already");
		String id = row.eventId().replaceFirst("\\.again-[a-z0-9]+$", "") + ".again-" + key;
		RefusedException.unless(id.length() <= LONGEST_ID, "id", "The id of its event is too long to add to it.");
		return this.audit.doing("sent again", Letters.target(postingId), reason, () -> start(row, userId, id));
	}

	/** Whether the person has or may have it already, by whichever step. */
	public boolean asksTwice(JournalRow row) {
		return states(row).stream().anyMatch(PERHAPS_THERE::contains);
	}

	/** Of all steps of its notice, since it is told by all of them again. */
	private List<String> states(JournalRow row) {
		return (row.step() == null) ? List.of(row.state())
				: this.journal.ofEvent(row.eventType(), row.eventId())
					.stream()
					.filter((one) -> one.notice().equals(row.notice()))
					.map(JournalRow::state)
					.toList();
	}

	private Again start(JournalRow row, String userId, String id) {
		try {
			if (row.isOfMailing()) {
				this.starter.start(mailing(row, userId, id), "mailing " + row.notice() + ", once more to one person");
			}
			else {
				this.starter.start(event(row, userId, id), Map.of());
			}
		}
		catch (WorkflowExecutionAlreadyStarted asked) {
			// The same wish once more.
		}
		catch (WorkflowServiceException away) {
			throw RefusedException.forNow("Temporal does not answer at the moment.");
		}
		return new Again(row.eventType(), id, row.notice(), row.isOfMailing());
	}

	private Mailing mailing(JournalRow row, String userId, String id) {
		Mailing first = this.mailings.record(WorkflowIds.mailingOf(row.workflowId()))
			.map(MailingRecord::mailing)
			.orElseThrow(LettersAgain::forgotten);
		return first.again(id, this.clock.instant(),
				FailedReceivers.place(first.audience()) + "?id=" + UriUtils.encode(userId, StandardCharsets.UTF_8));
	}

	/** As its workflow was told it; nobody else keeps that. */
	private Event event(JournalRow row, String userId, String id) {
		if (this.calls.status(row.workflowId()).isEmpty()) {
			throw forgotten();
		}
		Event first = this.calls.look(row.workflowId(), (workflow) -> told(row.workflowId()))
			.flatMap(this.details::open)
			.orElseThrow(LettersAgain::forgotten);
		RefusedException.unless(first.details().keySet().stream().noneMatch((name) -> name.matches(ONE_TIME)),
				HttpStatus.CONFLICT, "",
				"Its link or code works once, and in that letter alone; the person asks for another one.");
		Map<String, Object> details = new HashMap<>(first.details());
		details.put("user_id", userId);
		details.put(OnlyNotice.DETAIL, row.notice());
		return new Event(first.type(), id, first.fromService(), this.clock.instant(), details);
	}

	private Event told(String workflowId) {
		Payloads input = this.temporal.fetchHistory(workflowId)
			.getHistory()
			.getEvents(0)
			.getWorkflowExecutionStartedEventAttributes()
			.getInput();
		return this.temporal.getOptions()
			.getDataConverter()
			.fromPayloads(0, Optional.of(input), Event.class, Event.class);
	}

	private static RefusedException forgotten() {
		return new RefusedException(HttpStatus.CONFLICT, "",
				"Nobody knows any more what it was made of: it is too long ago.");
	}

	/**
	 * What it was sent again as.
	 *
	 * @param ofMailing whether it is a mailing to one person
	 */
	public record Again(String eventType, String eventId, String notice, boolean ofMailing) {

		/** Where the API tells what becomes of it. */
		String path() {
			return this.ofMailing ? "/api/v1/mailings/" + this.eventId + "/" + this.notice
					: "/api/v1/notifications/" + this.eventType + "/" + this.eventId;
		}

	}

}
