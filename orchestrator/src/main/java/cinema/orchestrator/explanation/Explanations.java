package cinema.orchestrator.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.orchestrator.explanation.Story.Step;
import cinema.orchestrator.explanation.Story.Step.Kind;
import cinema.orchestrator.explanation.UndecidedEvents.Taken;
import cinema.orchestrator.journal.JournalReader;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.page.MailingRecord;
import cinema.orchestrator.page.PersonMailings;
import cinema.orchestrator.page.PersonMailings.Waiting;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.NotificationLinks;
import cinema.platform.audit.Audit;
import cinema.platform.parameter.Cursor;
import cinema.workflows.WorkflowIds;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Tells why a person got what they got, and why they did not get the rest. */
@Component
public class Explanations {

	/** Whom an audience names is nobody else's business. */
	private static final Pattern WHO = Pattern.compile("([?&](?:id|email|email_contains)=)[^&#]*");

	/** So many mailings are looked at of which a person has no letter. */
	private static final int MOST_MAILINGS = 200;

	private static final Duration DAY = Duration.ofDays(1);

	private final JournalReader journal;

	private final PersonMailings mailings;

	private final OpenPostings open;

	private final UndecidedEvents undecided;

	private final PersonNow now;

	private final Audit audit;

	private final NotificationLinks links;

	Explanations(JournalReader journal, PersonMailings mailings, OpenPostings open, UndecidedEvents undecided,
			PersonNow now, Audit audit, NotificationLinks links) {
		this.journal = journal;
		this.mailings = mailings;
		this.open = open;
		this.undecided = undecided;
		this.now = now;
		this.audit = audit;
		this.links = links;
	}

	/**
	 * What was decided for a person within that time, the oldest first.
	 * @param after where the page before ended, or null for the first one
	 */
	public Explanation of(String userId, Instant from, Instant to, int limit, @Nullable Cursor after, Locale locale) {
		StoryWords words = new StoryWords(locale);
		List<JournalRow> found = this.journal.ofPerson(userId, from, to, limit + 1, after);
		OpenPostings.Seen seen = this.open.look(found.stream().limit(limit).toList());
		List<JournalRow> near = near(userId, seen.rows());
		List<Story> stories = new ArrayList<>(seen.rows().stream().map((row) -> story(words, row, near)).toList());
		Instant first = (after != null) ? after.at() : Instant.MIN;
		Instant last = (found.size() > limit) ? found.get(limit - 1).plannedAt() : Instant.MAX;
		Stream.of(waiting(words, userId), passed(words, userId, from, to), undecided(words, userId, from, to))
			.flatMap((each) -> each)
			.filter((one) -> one.at().isAfter(first) && !one.at().isAfter(last))
			.forEach(stories::add);
		stories.sort(Comparator.comparing(Story::at));
		Optional<Receiver> receiver = this.now.find(userId);
		return new Explanation(userId, from, to, this.now.words(receiver, words),
				seen.complete() ? null : words.say("now.no_temporal"), stories,
				Cursor.next(found, limit, (row) -> new Cursor(row.plannedAt(), row.id().toString())));
	}

	/** One posting's story, or nothing when there is no such posting. */
	public Optional<Story> of(UUID postingId, Locale locale) {
		return this.journal.find(postingId).map((row) -> {
			JournalRow fresh = this.open.look(List.of(row)).rows().get(0);
			String userId = row.userId();
			return story(new StoryWords(locale), fresh, (userId != null) ? near(userId, List.of(row)) : List.of(row));
		});
	}

	/** What else came within a day, to see what came twice. */
	private List<JournalRow> near(String userId, List<JournalRow> rows) {
		return rows.isEmpty() ? List.of() : this.journal.ofPerson(userId, rows.get(0).plannedAt().minus(DAY),
				rows.get(rows.size() - 1).plannedAt().plus(DAY), 1000, null);
	}

	private Story story(StoryWords words, JournalRow row, List<JournalRow> near) {
		return new StoryTeller(words, row, near).tell(changes(row), this.links.of(row));
	}

	/** What staff did to its event, or to its mailing while it was under way. */
	private List<Change> changes(JournalRow row) {
		String target = row.isOfMailing() ? WorkflowIds.mailingOf(row.workflowId()) : row.workflowId();
		Instant end = (row.concludedAt() != null) ? row.concludedAt() : Instant.MAX;
		return Stream.of(target, Letters.target(row.id()))
			.flatMap((one) -> Change.of(this.audit.of(one)).stream())
			.filter((change) -> !row.isOfMailing() || !change.at().isAfter(end))
			.toList();
	}

	private Stream<Story> waiting(StoryWords words, String userId) {
		return this.mailings.waiting(userId).stream().map((one) -> waiting(words, one));
	}

	private Story waiting(StoryWords words, Waiting one) {
		String until = words.moment(one.group().at(), one.timeZone());
		String held = (one.held() != null) ? "held: " + one.held() : "held";
		Instant since = (one.readAt() != null) ? one.readAt() : one.mailing().event().occurredAt();
		String eventId = one.mailing().event().id();
		return new Story(since, Verdict.WAITING,
				words.say("headline.WAITING", words.reason(held + " until " + until, one.timeZone())),
				one.mailing().event().type(), eventId, one.mailing().notice(), one.mailing().topic(), one.channel(),
				one.postingId().toString(), null, one.group().at(), one.timeZone(), null,
				List.of(new Step(since, Kind.DECIDED, words.say("step.page", one.mailing().notice(), eventId)),
						new Step(since, Kind.HELD, words.say("step.waits", until))),
				this.links.to("/api/v1/mailings/" + eventId + "/" + one.mailing().notice(), one.pageId()));
	}

	/** What Temporal runs or has seen fail before anything was written down of it. */
	private Stream<Story> undecided(StoryWords words, String userId, Instant from, Instant to) {
		List<Taken> taken = this.undecided.of(userId, from, to);
		Set<String> known = this.journal.eventsOf(userId, taken.stream().map(Taken::id).toList());
		return taken.stream().filter((one) -> !known.contains(one.id())).map((one) -> {
			String text = words.say(one.running() ? "headline.UNDECIDED" : "headline.UNDECIDED.failed", one.type());
			return new Story(one.at(), one.running() ? Verdict.WAITING : Verdict.FAILED, text, one.type(), one.id(),
					one.type(), null, null, null, null, null, null, null,
					List.of(new Step(one.at(), Kind.DECIDED, text)), this.links.of(one.type(), one.id()));
		});
	}

	/** Mailings that were under way, and have or had no letter for this person. */
	private Stream<Story> passed(StoryWords words, String userId, Instant from, Instant to) {
		List<MailingRecord> all = this.mailings.underWay(from, to, MOST_MAILINGS);
		Set<String> told = this.journal.eventsOf(userId,
				all.stream().map((one) -> one.mailing().event().id()).toList());
		List<String> held = this.mailings.waiting(userId).stream().map((one) -> one.mailing().event().id()).toList();
		return all.stream()
			.filter((one) -> !told.contains(one.mailing().event().id()) && !held.contains(one.mailing().event().id())
					&& !one.isAgain())
			.map((one) -> passed(words, one));
	}

	private Story passed(StoryWords words, MailingRecord one) {
		Mailing mailing = one.mailing();
		String eventId = mailing.event().id();
		return new Story(one.createdAt(), Verdict.PASSED_BY, words.say("headline." + Verdict.PASSED_BY),
				mailing.event().type(), eventId, mailing.notice(), mailing.topic(), null, null, one.state(), null, null,
				null,
				List.of(new Step(one.createdAt(), Kind.DECIDED,
						words.say("step.passed", mailing.notice(), eventId,
								WHO.matcher(mailing.audience()).replaceAll("$1...")))),
				this.links.to("/api/v1/mailings/" + eventId + "/" + mailing.notice(), one.id()));
	}

}
