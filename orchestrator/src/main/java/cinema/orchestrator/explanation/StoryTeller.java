package cinema.orchestrator.explanation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import cinema.orchestrator.explanation.Story.Step;
import cinema.orchestrator.explanation.Story.Step.Kind;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalHold;
import cinema.orchestrator.journal.JournalRow;
import cinema.orchestrator.journal.JournalRow.JournalAttempt;
import cinema.orchestrator.staff.Change;
import cinema.orchestrator.staff.Links;
import org.jspecify.annotations.Nullable;

/** Makes a story of what the journal knows of a posting, and of what staff did to it. */
final class StoryTeller {

	/** Up to then nobody would call it late. */
	private static final Duration SOON = Duration.ofMinutes(10);

	/** Within that two letters of one notice are one too many. */
	private static final Duration SAME = Duration.ofDays(1);

	private static final String BOUNCED = "BOUNCED";

	private static final String COMPLAINED = "COMPLAINED";

	private static final Set<String> ARRIVED = Set.of("DELIVERED", "SEEN");

	private final StoryWords words;

	private final JournalRow row;

	private final List<JournalRow> others;

	/**
	 * A story to be told.
	 * @param others further postings of the same person
	 */
	StoryTeller(StoryWords words, JournalRow row, List<JournalRow> others) {
		this.words = words;
		this.row = row;
		this.others = others;
	}

	Story tell(List<Change> changes, Links links) {
		Verdict verdict = verdict();
		return new Story(begin(), verdict, summary(verdict), this.row.eventType(), this.row.eventId(),
				this.row.notice(), this.row.topic(), this.row.channel(), this.row.id().toString(), this.row.state(),
				this.row.heldUntil(), this.row.timeZone(), toldIn(), steps(changes), links);
	}

	private @Nullable String toldIn() {
		String reason = this.row.reason();
		return (this.row.state().equals("COLLECTED") && reason != null && reason.startsWith(Journal.TOLD_IN))
				? reason.substring(Journal.TOLD_IN.length()) : null;
	}

	/** A letter of a mailing is written down when it goes, and was decided before. */
	private Instant begin() {
		return this.row.holds()
			.stream()
			.map(JournalHold::at)
			.filter((at) -> at.isBefore(this.row.plannedAt()))
			.findFirst()
			.orElse(this.row.plannedAt());
	}

	private Verdict verdict() {
		return switch (this.row.state()) {
			case "DELIVERED", "SEEN" -> delivered();
			case "SILENCED" -> Verdict.SILENCED;
			case "SKIPPED" -> Verdict.SKIPPED;
			case "HELD", "POSTPONED", "DEFERRED" -> Verdict.WAITING;
			case "DISPATCHED" -> Verdict.ON_ITS_WAY;
			case "SUPPRESSED" -> Verdict.NOT_TOLD;
			case "COLLECTED" -> Verdict.COLLECTED;
			case "EXPIRED" -> Verdict.TOO_LATE;
			case "REJECTED" -> Verdict.REFUSED;
			case "WITHDRAWN", "CANCELLED" -> Verdict.TAKEN_BACK;
			case "FAILED" -> Verdict.FAILED;
			default -> Verdict.IN_DOUBT;
		};
	}

	private Verdict delivered() {
		if (this.row.attempts().stream().anyMatch((one) -> "UNKNOWN".equals(one.outcome()))) {
			return Verdict.PERHAPS_TWICE;
		}
		if (twin().isPresent()) {
			return Verdict.TWICE;
		}
		return (delay().compareTo(SOON) > 0) ? Verdict.LATE : Verdict.ARRIVED;
	}

	private Optional<JournalRow> twin() {
		return this.others.stream()
			.filter((one) -> !one.id().equals(this.row.id()) && ARRIVED.contains(one.state()) && !isStepBeside(one)
					&& one.notice().equals(this.row.notice()) && one.topic().equals(this.row.topic())
					&& Duration.between(end(one), end(this.row)).abs().compareTo(SAME) < 0)
			.findFirst();
	}

	/** Two steps of one notice are meant to be two. */
	private boolean isStepBeside(JournalRow other) {
		return other.step() != null && other.workflowId().equals(this.row.workflowId());
	}

	private static Instant end(JournalRow row) {
		return Objects.requireNonNullElse(row.concludedAt(), row.plannedAt());
	}

	private Duration delay() {
		return Duration.between(begin(), end(this.row));
	}

	private String summary(Verdict verdict) {
		String at = moment(end(this.row));
		String reason = reason(this.row.reason());
		String channel = this.row.channel();
		return switch (verdict) {
			case ARRIVED -> cameBack(COMPLAINED) ? this.words.say("headline.ARRIVED.complained", at, channel)
					: (this.row.seenAt() != null)
							? this.words.say("headline.ARRIVED.seen", at, channel, moment(this.row.seenAt()))
							: say(verdict, at, channel);
			case LATE -> say(verdict, at, this.words.span(delay()), whyLate());
			case TWICE -> say(verdict, at, moment(end(twin().orElse(this.row))), twin().orElse(this.row).eventId());
			case PERHAPS_TWICE -> say(verdict, at);
			case ON_ITS_WAY -> say(verdict,
					moment(Objects.requireNonNullElse(this.row.dispatchedAt(), this.row.plannedAt())), channel);
			case REFUSED -> cameBack(BOUNCED) ? this.words.say("headline.REFUSED.bounced", channel, reason)
					: say(verdict, channel, reason);
			case WAITING -> waits(reason);
			case TAKEN_BACK -> takenBack(at, reason);
			default -> say(verdict, reason);
		};
	}

	/** What had arrived was there for a while. */
	private String takenBack(String at, String reason) {
		Optional<Instant> arrived = this.row.attempts()
			.stream()
			.filter((one) -> ARRIVED.contains(String.valueOf(one.outcome())))
			.flatMap((one) -> Optional.ofNullable(one.at()).stream())
			.findFirst();
		if (arrived.isEmpty()) {
			return say(Verdict.TAKEN_BACK, reason);
		}
		String since = moment(arrived.get());
		return (this.row.seenAt() != null)
				? this.words.say("headline.TAKEN_BACK.seen", since, moment(this.row.seenAt()), at, reason)
				: this.words.say("headline.TAKEN_BACK.arrived", since, at, reason);
	}

	/** Whether something was heard of it after it was taken. */
	private boolean cameBack(String outcome) {
		return this.row.attempts().stream().anyMatch((one) -> outcome.equals(one.outcome()));
	}

	/** What waits for the next try has the server's answer for its reason. */
	private String waits(String reason) {
		Instant until = this.row.heldUntil();
		return (until == null || this.row.state().equals("HELD") || this.row.attempt() == 0)
				? say(Verdict.WAITING, reason) : this.words.say("headline.WAITING.again", reason, moment(until));
	}

	private String whyLate() {
		List<JournalAttempt> failed = this.row.attempts()
			.stream()
			.filter((one) -> "DEFERRED".equals(one.outcome()))
			.toList();
		if (!failed.isEmpty()) {
			String said = reason(failed.get(0).reason());
			return (failed.size() == 1) ? this.words.say("late.tries.one", said)
					: this.words.say("late.tries", Integer.toString(failed.size()), said);
		}
		return this.row.holds()
			.stream()
			.max(Comparator.comparing(JournalHold::until))
			.map((hold) -> this.words.say("late.held", reason(hold.reason())))
			.orElseGet(() -> this.words.say("late.other"));
	}

	private List<Step> steps(List<Change> changes) {
		List<Step> steps = new ArrayList<>();
		steps.add(new Step(begin(), Kind.DECIDED, decided()));
		this.row.holds()
			.forEach((hold) -> steps
				.add(new Step(hold.at(), Kind.HELD, this.words.say("step.held", reason(hold.reason())))));
		this.row.allAttempts().forEach((attempt) -> tell(attempt, steps));
		changes.forEach((change) -> steps.add(change(this.words, change)));
		if (endedUnsent()) {
			steps.add(new Step(end(this.row), Kind.ENDED,
					this.words.say("step.ended." + this.row.state(), reason(this.row.reason()))));
		}
		steps.sort(Comparator.comparing(Step::at));
		return steps;
	}

	private String decided() {
		String kind = this.row.isOfMailing() ? "mailing" : "event";
		Integer step = this.row.step();
		String decided = this.words.say("step.decided." + kind,
				this.row.isOfMailing() ? this.row.eventId() : this.row.eventType(), this.row.notice(), this.row.topic(),
				this.row.channel()) + ((step != null) ? " " + this.words.say("step.number", step.toString()) : "");
		Instant deadline = this.row.deadline();
		return (deadline != null) ? decided + " " + this.words.say("step.deadline", moment(deadline)) : decided;
	}

	private void tell(JournalAttempt attempt, List<Step> steps) {
		String number = Integer.toString(attempt.number());
		if (attempt.dispatchedAt() != null) {
			steps.add(new Step(attempt.dispatchedAt(), Kind.DISPATCHED,
					this.words.say("step.dispatched", number, this.row.channel())));
		}
		if (attempt.at() != null && attempt.outcome() != null) {
			String said = (attempt.reason() != null) ? ": " + reason(attempt.reason()) : "";
			boolean wasThere = attempt.outcome().equals("WITHDRAWN") && cameBack("DELIVERED");
			String answer = wasThere ? this.words.say("step.answer.WITHDRAWN.arrived")
					: this.words.say("step.answer." + attempt.outcome(), number, this.row.channel(), said);
			Instant again = attempt.retryAt();
			steps.add(new Step(attempt.at(), Kind.ANSWERED,
					(again != null) ? answer + " " + this.words.say("step.retry", moment(again)) : answer));
		}
	}

	/** What no receipt has told. */
	private boolean endedUnsent() {
		boolean isEnd = switch (verdict()) {
			case NOT_TOLD, SILENCED, SKIPPED, TOO_LATE, REFUSED, TAKEN_BACK, IN_DOUBT, FAILED, COLLECTED -> true;
			default -> false;
		};
		return isEnd && this.row.attempts()
			.stream()
			.noneMatch(
					(one) -> this.row.state().equals(String.valueOf(one.outcome())) || BOUNCED.equals(one.outcome()));
	}

	private static Step change(StoryWords words, Change change) {
		String why = (change.reason() != null) ? ": " + change.reason() : "";
		return new Step(change.at(), Kind.CHANGED,
				words.say("step.change", words.act(change.what()), change.by(), why));
	}

	private String say(Verdict verdict, String... arguments) {
		return this.words.say("headline." + verdict, (Object[]) arguments);
	}

	private String moment(Instant at) {
		return this.words.moment(at, this.row.timeZone());
	}

	private String reason(@Nullable String reason) {
		return this.words.reason(reason, this.row.timeZone());
	}

}
