package cinema.orchestrator.plan;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.catalogue.EventEntry;
import cinema.orchestrator.catalogue.NoticeEntry;
import cinema.orchestrator.catalogue.NoticeEntry.Night;
import cinema.orchestrator.catalogue.StepEntry;
import cinema.orchestrator.catalogue.StepEntry.StepNight;
import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.collected.CollectedItems;
import cinema.orchestrator.erasure.Erasure;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.letter.PostingIds;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.receiver.Receiver;
import cinema.orchestrator.receiver.ReceiverDirectory;
import cinema.orchestrator.rendering.StoredTemplates;
import cinema.orchestrator.seal.SealedDetails;
import cinema.orchestrator.suppression.Suppressed;
import cinema.orchestrator.suppression.Suppressions;
import cinema.orchestrator.withdrawal.RunningLetters;
import cinema.workflows.TaskQueues;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.durable.HeldUntil;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Mailing;
import cinema.workflows.plan.Plan;
import cinema.workflows.plan.PlanActivities;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import cinema.workflows.plan.PlannedPosting.Step;
import cinema.workflows.plan.Rhythm;
import cinema.workflows.plan.Waking;
import io.temporal.failure.ApplicationFailure;
import io.temporal.spring.boot.ActivityImpl;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Plans by the catalogue and by what auth knows of the receiver. */
@Component
@ActivityImpl(taskQueues = TaskQueues.NOTIFICATIONS)
class PlanActivitiesImpl implements PlanActivities {

	private static final Duration SKEW = Duration.ofMinutes(1);

	private final Catalogue catalogue;

	private final ReceiverDirectory receivers;

	private final PlanProperties properties;

	private final Journal journal;

	private final MailingPlanner mailings;

	private final Erasure erasure;

	private final OptOuts optOuts;

	private final RunningLetters running;

	private final CollectedItems collected;

	private final StoredTemplates templates;

	private final SealedDetails details;

	private final Suppressions suppressions;

	private final Clock clock;

	PlanActivitiesImpl(Catalogue catalogue, ReceiverDirectory receivers, PlanProperties properties, Journal journal,
			MailingPlanner mailings, Erasure erasure, OptOuts optOuts, RunningLetters running, CollectedItems collected,
			StoredTemplates templates, SealedDetails details, Suppressions suppressions, Clock clock) {
		this.running = running;
		this.collected = collected;
		this.suppressions = suppressions;
		this.details = details;
		this.optOuts = optOuts;
		this.templates = templates;
		this.erasure = erasure;
		this.journal = journal;
		this.catalogue = catalogue;
		this.receivers = receivers;
		this.properties = properties;
		this.mailings = mailings;
		this.clock = clock;
	}

	@Override
	public Plan plan(Event told) {
		Optional<Event> open = this.details.open(told);
		Event event = open.orElse(told);
		if (event.type().equals(Catalogue.MAILING)) {
			return new Plan(List.of(), this.properties.patience(), List.of(this.mailings.ordered(event)));
		}
		EventEntry entry = this.catalogue.find(event.type())
			.orElseThrow(() -> ApplicationFailure.newNonRetryableFailure("the catalogue has no notice for it any more",
					"UNKNOWN_TYPE"));
		String userId = entry.userId(event);
		if (entry.forgetsUser() && userId != null) {
			this.erasure.erase(userId, event, entry.farewell());
		}
		if (entry.optsOut() && userId != null) {
			this.optOuts.take(userId, event);
		}
		if (entry.rereads() && userId != null) {
			this.receivers.forget(userId);
			this.running.reread(this.journal.waitingFor(userId));
			this.running.reread(this.collected.waitingFor(userId));
		}
		String proven = entry.provenPhone(event);
		if (proven != null && userId != null) {
			this.suppressions.proved(userId, proven, event.occurredAt());
		}
		List<Mailing> mailings = new ArrayList<>();
		Map<String, NoticeEntry> single = new LinkedHashMap<>();
		Map<String, NoticeEntry> wanted = new LinkedHashMap<>(entry.notices());
		OnlyNotice.keep(event, wanted);
		wanted.forEach((name, notice) -> {
			if (notice.audience() != null) {
				mailings.add(this.mailings.announced(event, name, notice, notice.audience()));
			}
			else {
				single.put(name, notice);
			}
		});
		return new Plan(notices(event, entry, single, open.isEmpty()), this.properties.patience(), mailings);
	}

	private List<PlannedNotice> notices(Event event, EventEntry entry, Map<String, NoticeEntry> single, boolean gone) {
		if (single.isEmpty()) {
			return List.of();
		}
		Duration longest = single.values()
			.stream()
			.map(NoticeEntry::timeToLive)
			.max(Comparator.naturalOrder())
			.orElseThrow();
		Receiver found = findUnlessLate(event, entry.userId(event), event.occurredAt().plus(longest));
		Receiver receiver = (found != null) ? found : this.receivers.unasked(event, entry.userId(event));
		Suppressed suppressed = this.suppressions.of(receiver);
		List<PlannedNotice> notices = new ArrayList<>();
		boolean erased = gone || this.erasure.isErased(receiver.userId());
		single.forEach((name, notice) -> {
			PlannedSteps steps = steps(event, name, notice, receiver, suppressed, found != null);
			PlannedNotice told = notice(event, name, notice, receiver, suppressed, steps);
			told = (found != null) ? told : told.withReceiver(told.timeZone(), null);
			PlannedNotice planned = (found != null && isCollected(event, notice, receiver, told)) ? told.forDigest()
					: told;
			notices.add(erased ? planned.withReceiver(planned.timeZone(), MailingJournal.ERASED) : planned);
			if (found != null && !erased) {
				noteSkipped(event, planned, steps);
			}
		});
		notices.forEach((notice) -> noteIfHeld(event, notice));
		return notices;
	}

	private boolean isCollected(Event event, NoticeEntry notice, Receiver receiver, PlannedNotice told) {
		if (receiver.userId() == null || isAgain(event)) {
			return false;
		}
		boolean atOnce = this.catalogue.rhythm(notice.topic(), receiver.delivery()) == Rhythm.AT_ONCE;
		// What is not collected for a rhythm would wait for it, and longer than it is
		// worth.
		return atOnce ? notice.folds() && isHeld(told) : notice.collected();
	}

	/** What staff want once more is not to wait for a digest. */
	private static boolean isAgain(Event event) {
		return event.details().containsKey(OnlyNotice.DETAIL);
	}

	/** As the posting tells it that goes first. */
	private static PlannedNotice first(PlannedNotice notice) {
		return notice.by(notice.postings().get(0));
	}

	/** Whether it waits for a morning, and is worth something then. */
	private boolean isHeld(PlannedNotice notice) {
		Instant now = this.clock.instant();
		Instant morning = first(notice).waking().from(now, ZoneId.of(notice.timeZone()));
		return morning.isAfter(now) && morning.isBefore(notice.deadline());
	}

	/**
	 * Trouble of auth is waited out for as long as a letter may still go; what comes too
	 * late ends by its deadline, whomever it was for.
	 * @return null when it is too late
	 */
	private @Nullable Receiver findUnlessLate(Event event, @Nullable String userId, Instant deadline) {
		try {
			return this.receivers.find(event, userId);
		}
		catch (RuntimeException trouble) {
			// Temporal's clock may be behind ours, and nobody may go out unread.
			if (this.clock.instant().isBefore(deadline.plus(SKEW))) {
				throw trouble;
			}
			return null;
		}
	}

	/** Steps by which somebody cannot be told are found among the others. */
	private void noteSkipped(Event event, PlannedNotice notice, PlannedSteps steps) {
		if (notice.suppressed() == null && !notice.goesToDigest()) {
			steps.skipped()
				.forEach((posting, why) -> this.journal.skipped(WorkflowIds.event(event.type(), event.id()), event,
						notice, posting, why));
		}
	}

	/** What waits for the morning is found among the others from now on. */
	private void noteIfHeld(Event event, PlannedNotice notice) {
		Instant now = this.clock.instant();
		Waking waking = first(notice).waking();
		Instant morning = waking.from(now, ZoneId.of(notice.timeZone()));
		if (notice.suppressed() == null && !notice.goesToDigest() && isHeld(notice)) {
			this.journal.hold(WorkflowIds.event(event.type(), event.id()), event, notice, morning,
					HeldUntil.words(waking.why(now), morning, notice.timeZone(), now));
		}
	}

	/**
	 * Which of them reach the receiver.
	 * @param known whether anybody could tell; otherwise all steps are too late alike
	 */
	private PlannedSteps steps(Event event, String name, NoticeEntry notice, Receiver receiver, Suppressed suppressed,
			boolean known) {
		// What is published meanwhile is for events to come.
		String template = this.templates.current(notice.template());
		Terms terms = this.catalogue.terms(notice);
		List<StepEntry> steps = notice.steps();
		if (steps == null) {
			return PlannedSteps.ofChannels(suppressed.channels(receiver, terms, notice.urgency(), notice.channels())
				.stream()
				.map((channel) -> new PlannedPosting(channel, PostingIds.of(event, name, receiver, channel),
						channel + "/" + template))
				.toList());
		}
		List<PlannedPosting> all = new ArrayList<>();
		for (StepEntry step : steps) {
			all.add(new PlannedPosting(step.channel(), PostingIds.of(event, name, receiver, step.channel()),
					step.channel() + "/" + template,
					new Step(all.size() + 1, step.after(), step.night() == StepNight.DELIVER)));
		}
		return PlannedSteps.of(all,
				(channel) -> known ? whyNotBy(channel, receiver, terms, suppressed, notice.urgency()) : null);
	}

	private static @Nullable String whyNotBy(Channel channel, Receiver receiver, Terms terms, Suppressed suppressed,
			Urgency urgency) {
		String why = receiver.whyNotTold(terms, List.of(channel));
		return (why != null) ? why : suppressed.why(receiver, channel, terms.required(), urgency);
	}

	private PlannedNotice notice(Event event, String name, NoticeEntry notice, Receiver receiver, Suppressed suppressed,
			PlannedSteps steps) {
		Terms terms = this.catalogue.terms(notice);
		String why = (steps.why() != null) ? steps.why() : receiver.whyNotTold(terms, steps.channels());
		return new PlannedNotice(name, notice.topic(), notice.urgency(), receiver.userId(), receiver.timeZone().getId(),
				(notice.quietHours() == Night.HOLD) ? this.properties.quietHours() : null,
				deadline(event, notice, terms), notice.context(), steps.postings(),
				(why != null) ? why
						: suppressed.why(receiver, steps.channels().get(0), terms.required(), notice.urgency()),
				terms.required(), notice.toUnconfirmed(),
				wishes(receiver, terms.required(), notice.quietHours() == Night.IGNORE), null,
				capped(event, notice, terms), notice.attachments().isEmpty() ? null : notice.attachments());
	}

	/** What a digest has collected is worth as much when a cap has held it back. */
	private Instant deadline(Event event, NoticeEntry notice, Terms terms) {
		Instant deadline = event.occurredAt().plus(notice.timeToLive());
		Capped capped = notice.isDigest() ? this.catalogue.counted(notice, terms) : null;
		return (capped != null) ? deadline.plus(this.catalogue.classes().window(capped)) : deadline;
	}

	private @Nullable Capped capped(Event event, NoticeEntry notice, Terms terms) {
		Capped capped = this.catalogue.counted(notice, terms);
		return (capped != null && capped.over() == Capped.Over.FOLD && isAgain(event))
				? new Capped(capped.letterClass(), Capped.Over.DEFER) : capped;
	}

	private @Nullable Delivery wishes(Receiver receiver, boolean required, boolean atAnyHour) {
		return (receiver.delivery() != null) ? receiver.delivery().holding(required, atAnyHour, this.clock.instant())
				: null;
	}

	@Override
	public PlannedNotice reread(Event told, PlannedNotice notice) {
		Event event = this.details.open(told).orElse(null);
		if (event == null || this.erasure.isErased(notice.userId())) {
			return notice.withReceiver(notice.timeZone(), MailingJournal.ERASED);
		}
		Receiver receiver = findUnlessLate(event, notice.userId(), notice.deadline());
		if (receiver == null) {
			return notice;
		}
		List<Channel> channels = notice.postings().stream().map(PlannedPosting::channel).toList();
		Terms terms = this.catalogue.terms(event, notice);
		Suppressed suppressed = this.suppressions.of(receiver);
		Delivery wishes = wishes(receiver, terms.required(), notice.quietHours() == null);
		if (notice.postings().get(0).step() != null) {
			String why = PlannedSteps
				.of(notice.postings(), (channel) -> whyNotBy(channel, receiver, terms, suppressed, notice.urgency()))
				.why();
			return notice.withReceiver(receiver.timeZone().getId(), why, wishes);
		}
		List<Channel> open = suppressed.channels(receiver, terms, notice.urgency(), channels);
		String why = receiver.whyNotTold(terms, open);
		return notice.withReceiver(receiver.timeZone().getId(),
				(why != null) ? why : suppressed.why(receiver, open.get(0), terms.required(), notice.urgency()),
				wishes);
	}

}
