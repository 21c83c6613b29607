package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.FreshReceivers.Later;
import cinema.orchestrator.audience.FreshReceivers.Wish;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageTurn;
import cinema.workflows.page.PageWithdrawal;
import cinema.workflows.plan.Mailing;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Asks the worker for what has no outcome, and takes back what is not to be sent. */
@Component
class PageRetries {

	private final MailingTable store;

	private final FreshReceivers receivers;

	private final MailingControls controls;

	private final MailingJournal journal;

	private final PageSender sender;

	private final Journal letters;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	private final Clock clock;

	PageRetries(MailingTable store, FreshReceivers receivers, MailingControls controls, MailingJournal journal,
			Journal letters, PageSender sender, PostingMessages messages, PostingPublisher publisher, WireFormat wire,
			Clock clock) {
		this.store = store;
		this.receivers = receivers;
		this.controls = controls;
		this.journal = journal;
		this.sender = sender;
		this.letters = letters;
		this.messages = messages;
		this.publisher = publisher;
		this.wire = wire;
		this.clock = clock;
	}

	/**
	 * Publishes a new attempt of what was deferred or postponed and is due, as far as the
	 * mailing is not paused and its rate allows. While it has paused itself, one letter
	 * tries for all.
	 * @param unanswered whether to publish the same attempt again of what nobody answered
	 * @param alive called while it waits
	 */
	void ask(String pageId, boolean unanswered, Runnable alive) {
		Instant now = this.clock.instant();
		String mailingId = WorkflowIds.mailingOf(pageId);
		MailingControl control = this.controls.find(mailingId);
		String why = control.cancelled();
		List<OpenLetter> open = this.journal.open(pageId)
			.stream()
			.filter((letter) -> unanswered || !letter.isWithWorker())
			.toList();
		this.journal.erased(ids(open.stream().filter((letter) -> letter.posting() == null)));
		List<OpenLetter> known = open.stream().filter((letter) -> letter.posting() != null).toList();
		List<OpenLetter> waiting = known.stream().filter((letter) -> !letter.isWithWorker()).toList();
		Predicate<OpenLetter> isLate = (letter) -> why != null || posting(letter).isExpiredAt(now);
		end(waiting.stream().filter(isLate).filter(OpenLetter::isUnpublished), why,
				"it was not published before its deadline");
		end(waiting.stream().filter(isLate), why, "it was deferred until its deadline");
		int series = this.controls.series(mailingId);
		List<OpenLetter> due = waiting.stream()
			.filter((letter) -> letter.isDueAt(now, series))
			.filter(isLate.negate())
			.filter((letter) -> !control.paused())
			.sorted(Comparator.comparing(OpenLetter::isUnpublished).thenComparing(OpenLetter::attempt))
			.toList();
		StoredMailing mailing = this.store.find(mailingId);
		Map<String, Wish> wishes = wishes(mailing.mailing(), due, alive);
		List<OpenLetter> wanted = due.stream()
			.filter((letter) -> !isToWait(letter, wishes, now))
			.limit((control.trouble() != null) ? 1 : Long.MAX_VALUE)
			.toList();
		List<OpenLetter> attempts = asTheyAreNow(pageId, mailing,
				inTurn(mailingId, control.rate(), series, wanted, now), alive)
			.stream()
			.map((letter) -> next(letter, wishes.get(String.valueOf(letter.userId()))))
			.toList();
		alive.run();
		Set<UUID> kept = this.journal.attempted(attempts);
		this.sender.again(mailing.mailing(), known.stream().filter(OpenLetter::isWithWorker).toList(),
				attempts.stream().filter((one) -> kept.contains(one.id())).toList(), alive);
	}

	private void end(Stream<OpenLetter> waiting, @Nullable String cancelled, String late) {
		this.journal.ended(ids(waiting), (cancelled != null) ? JournalState.CANCELLED : JournalState.EXPIRED,
				(cancelled != null) ? cancelled : late, JournalState.DEFERRED, JournalState.POSTPONED);
	}

	/**
	 * Whose letter was not published yet may want none by now, and has it made anew for
	 * another address.
	 */
	private List<OpenLetter> asTheyAreNow(String pageId, StoredMailing mailing, List<OpenLetter> due, Runnable alive) {
		Set<UUID> unpublished = due.stream()
			.filter(OpenLetter::isUnpublished)
			.map(OpenLetter::id)
			.collect(Collectors.toSet());
		StoredPage page = unpublished.isEmpty() ? null : this.store.page(pageId).orElse(null);
		if (page == null) {
			return due;
		}
		List<StoredReceiver> known = page.receivers()
			.stream()
			.filter((one) -> unpublished.contains(one.postingId()))
			.toList();
		Set<UUID> asked = known.stream().map(StoredReceiver::postingId).collect(Collectors.toSet());
		FreshReceivers.Fresh fresh = this.receivers.read(mailing.mailing(), page, Instant.MAX, known, alive);
		// Who is twice in a page has one letter.
		Map<UUID, MailingRow> gone = fresh.skipped()
			.stream()
			.collect(Collectors.toMap(MailingRow::id, (one) -> one, (one, again) -> one));
		Map<UUID, StoredReceiver> told = fresh.told()
			.stream()
			.collect(Collectors.toMap(StoredReceiver::postingId, (one) -> one, (one, again) -> one));
		List<OpenLetter> wanted = new ArrayList<>();
		for (OpenLetter letter : due) {
			StoredReceiver now = told.get(letter.id());
			if (asked.contains(letter.id()) && now == null && !gone.containsKey(letter.id())) {
				goElsewhere(pageId, mailing, page, letter, fresh, alive);
				continue;
			}
			MailingRow row = (now == null || now.address().equals(posting(letter).receiver().address()))
					? gone.get(letter.id()) : this.sender.made(pageId, mailing,
							new LetterTerms(page.groups().get(now.group()), page.readAt()), now);
			if (row == null || row.posting() != null) {
				wanted.add((row != null) ? letter.saying(row.posting()) : letter);
			}
			else {
				this.journal.ended(List.of(row.id()), row.state(), String.valueOf(row.reason()),
						JournalState.POSTPONED);
			}
		}
		return wanted;
	}

	/** Another channel reaches them now, with a letter of its own. */
	private void goElsewhere(String pageId, StoredMailing mailing, StoredPage page, OpenLetter letter,
			FreshReceivers.Fresh fresh, Runnable alive) {
		fresh.told()
			.stream()
			.filter((one) -> Objects.equals(one.userId(), letter.userId()))
			.forEach((one) -> this.sender.send(pageId, mailing,
					new LetterTerms(page.groups().get(one.group()), page.readAt(), fresh.later()), List.of(one),
					alive));
		this.journal.ended(List.of(letter.id()), JournalState.SUPPRESSED, "another channel reaches the receiver now",
				JournalState.POSTPONED);
	}

	/**
	 * Those whose turn it is; the others are due when theirs comes.
	 * @param rate letters per second, 0 for all at once
	 * @param series of the turns that are valid today
	 */
	private List<OpenLetter> inTurn(String mailingId, double rate, int series, List<OpenLetter> due, Instant now) {
		List<OpenLetter> untimed = due.stream().filter((letter) -> !letter.hasTurn(series)).toList();
		List<OpenLetter> inTurn = new ArrayList<>(due);
		if (rate > 0) {
			PageTurns turns = new PageTurns(this.controls, mailingId, null);
			for (int from = 0; from < untimed.size(); from += turns.left()) {
				PageTurn turn = turns.take(untimed.size() - from, rate);
				List<OpenLetter> together = untimed.subList(from, from + turns.left());
				if (turn.at().isAfter(now)) {
					this.journal.waitForTurn(ids(together.stream()), turn);
					inTurn.removeAll(together);
				}
			}
		}
		return inTurn;
	}

	private static List<UUID> ids(Stream<OpenLetter> letters) {
		return letters.map(OpenLetter::id).toList();
	}

	private Posting posting(OpenLetter letter) {
		return this.wire.posting(String.valueOf(letter.posting()));
	}

	private Map<String, Wish> wishes(Mailing mailing, List<OpenLetter> due, Runnable alive) {
		List<String> ids = due.stream().map(OpenLetter::userId).filter(Objects::nonNull).distinct().toList();
		return ids.isEmpty() ? Map.of() : this.receivers.wishes(mailing, ids, alive);
	}

	/** Whether its receiver wishes to be told later, which is written down. */
	private boolean isToWait(OpenLetter letter, Map<String, Wish> wishes, Instant now) {
		Wish wish = wishes.get(String.valueOf(letter.userId()));
		Optional<Later> wait = (wish != null) ? wish.later(now) : Optional.empty();
		wait.ifPresent((later) -> {
			Instant deadline = posting(letter).deadline();
			if (later.until().isBefore(deadline)) {
				this.journal.waitFor(List.of(letter.id()), later.until(), later.reason());
			}
			else {
				this.journal.ended(List.of(letter.id()), JournalState.EXPIRED,
						later.reason() + ", but its deadline is " + deadline, JournalState.DEFERRED,
						JournalState.POSTPONED);
			}
		});
		return wait.isPresent();
	}

	private OpenLetter next(OpenLetter letter, @Nullable Wish wish) {
		Posting known = posting(letter);
		Posting next = known.nextAttempt(letter.attempt() + 1,
				(wish != null) ? wish.zone().getId() : known.receiver().timeZone(),
				(wish != null) ? wish.waking().night() : known.quietHours());
		return letter.next(next.attempt(), this.wire.write(next));
	}

	/**
	 * Writes down who is not told any more, and asks the worker to give back what it has
	 * not sent; it answers each by a receipt.
	 * @param alive called between its steps
	 */
	void takeBack(PageWithdrawal withdrawal, Runnable alive) {
		Mailing mailing = this.store.find(withdrawal.mailingId()).mailing();
		StoredPage page = this.store.page(withdrawal.pageId()).orElse(new StoredPage(List.of(), List.of(), null));
		for (PageDispatch waiting : withdrawal.groups()) {
			this.sender.skip(withdrawal.pageId(), mailing,
					page.group(waiting.group())
						.stream()
						.skip(waiting.from())
						.map((to) -> to.ended(JournalState.CANCELLED, withdrawal.reason()))
						.toList());
			alive.run();
		}
		takeBack(withdrawal.pageId(), withdrawal.reason());
	}

	private void takeBack(String pageId, String reason) {
		List<OpenLetter> open = this.journal.open(pageId);
		this.journal.ended(ids(open.stream()), JournalState.CANCELLED, reason, JournalState.DEFERRED,
				JournalState.POSTPONED);
		this.letters.withdrawing(open.stream().map((letter) -> letter.id().toString()).toList(), reason);
		Map<Channel, List<String>> queued = open.stream()
			.filter((letter) -> letter.isWithWorker() && letter.posting() != null)
			.collect(Collectors.groupingBy((letter) -> posting(letter).channel(),
					Collectors.mapping((letter) -> letter.id().toString(), Collectors.toList())));
		queued.forEach((channel, ids) -> this.publisher.publish(PostingQueues.routingKey(channel, Urgency.URGENT),
				this.messages.withdrawal(new Withdrawal(pageId, channel, ids))));
	}

}
