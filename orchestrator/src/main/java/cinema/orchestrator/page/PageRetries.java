package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import cinema.workflows.page.PageTally;

import org.springframework.stereotype.Component;

/** Asks the worker for what has no outcome, and counts by the journal what has one. */
@Component
class PageRetries {

	private final MailingTable store;

	private final MailingJournal journal;

	private final PageSender sender;

	private final PageSkips skips;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	private final Clock clock;

	PageRetries(MailingTable store, MailingJournal journal, PageSender sender, PageSkips skips,
			PostingMessages messages, PostingPublisher publisher, WireFormat wire, Clock clock) {
		this.store = store;
		this.journal = journal;
		this.sender = sender;
		this.skips = skips;
		this.messages = messages;
		this.publisher = publisher;
		this.wire = wire;
		this.clock = clock;
	}

	/**
	 * Publishes a new attempt of what was deferred or postponed and is due.
	 * @param unanswered whether to publish the same attempt again of what nobody answered
	 */
	void ask(String pageId, boolean unanswered) {
		Instant now = this.clock.instant();
		String mailingId = pageId.substring(0, pageId.lastIndexOf("/page/"));
		String why = this.store.control(mailingId).cancelled();
		List<OpenLetter> outgoing = new ArrayList<>();
		List<OpenLetter> attempts = new ArrayList<>();
		List<UUID> late = new ArrayList<>();
		List<UUID> erased = new ArrayList<>();
		for (OpenLetter letter : this.journal.open(pageId)) {
			if (letter.posting() == null) {
				if (unanswered || letter.state() != JournalState.DISPATCHED) {
					erased.add(letter.id());
				}
				continue;
			}
			Posting posting = this.wire.posting(letter.posting());
			if (letter.state() == JournalState.DISPATCHED) {
				if (unanswered) {
					outgoing.add(letter);
				}
			}
			else if (why != null || posting.isExpiredAt(now)) {
				late.add(letter.id());
			}
			else if (letter.retryAt() == null || !letter.retryAt().isAfter(now)) {
				attempts.add(next(letter, posting));
			}
		}
		this.journal.erased(erased);
		this.journal.ended(late, (why != null) ? JournalState.CANCELLED : JournalState.EXPIRED,
				(why != null) ? why : "it was deferred until its deadline");
		this.journal.attempted(attempts);
		outgoing.addAll(attempts);
		this.sender.again(this.store.find(mailingId).mailing(), outgoing);
	}

	private OpenLetter next(OpenLetter letter, Posting known) {
		Posting next = new Posting(known.id(), known.workflowId(), known.eventId(), known.notice(), known.topic(),
				known.channel(), known.urgency(), known.receiver(), known.subject(), known.html(), known.text(),
				known.headers(), known.deadline(), known.quietHours(), letter.attempt() + 1);
		return new OpenLetter(letter.id(), letter.workflowId(), JournalState.DISPATCHED, next.attempt(),
				this.wire.write(next), null);
	}

	/**
	 * Asks the worker to give back what it has not sent; it answers each by a receipt.
	 */
	void takeBack(String pageId, String reason) {
		List<OpenLetter> open = this.journal.open(pageId);
		this.journal.ended(open.stream().map(OpenLetter::id).toList(), JournalState.CANCELLED, reason);
		this.journal.withdrawing(open.stream().map(OpenLetter::id).toList(), reason);
		Map<Channel, List<String>> queued = open.stream()
			.filter((letter) -> letter.state() == JournalState.DISPATCHED && letter.posting() != null)
			.collect(Collectors.groupingBy((letter) -> this.wire.posting(String.valueOf(letter.posting())).channel(),
					Collectors.mapping((letter) -> letter.id().toString(), Collectors.toList())));
		queued.forEach((channel, ids) -> this.publisher.publish(PostingQueues.routingKey(channel, Urgency.URGENT),
				this.messages.withdrawal(new Withdrawal(pageId, channel, ids))));
	}

	/** How many letters of the page are where; duplicates left aside. */
	PageTally tally(String pageId) {
		Map<JournalState, Integer> counts = this.journal.count(pageId);
		Instant retryAt = (counts.getOrDefault(JournalState.POSTPONED, 0) > 0) ? this.journal.open(pageId)
			.stream()
			.map(OpenLetter::retryAt)
			.filter((at) -> at != null)
			.min(Instant::compareTo)
			.orElse(null) : null;
		return new PageTally(sum(counts, JournalState.DISPATCHED),
				sum(counts, JournalState.DEFERRED, JournalState.POSTPONED), sum(counts, JournalState.DELIVERED),
				sum(counts, JournalState.REJECTED, JournalState.FAILED), sum(counts, JournalState.EXPIRED),
				sum(counts, JournalState.UNKNOWN), sum(counts, JournalState.WITHDRAWN, JournalState.CANCELLED), retryAt,
				counts.containsKey(JournalState.SUPPRESSED) ? this.skips.count(pageId) : Map.of());
	}

	private static int sum(Map<JournalState, Integer> counts, JournalState... states) {
		int sum = 0;
		for (JournalState state : states) {
			sum += counts.getOrDefault(state, 0);
		}
		return sum;
	}

}
