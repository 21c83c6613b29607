package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.cap.CountedLetter;
import cinema.orchestrator.journal.JournalState;
import cinema.orchestrator.journal.MailingJournal;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.journal.OpenLetter;
import cinema.orchestrator.letter.LetterParts;
import cinema.orchestrator.letter.ListHeaders;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.optout.OptOuts;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.queue.WireFormat;
import cinema.orchestrator.rendering.Letter;
import cinema.orchestrator.rendering.Rendered;
import cinema.orchestrator.rendering.Renderer;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.plan.Mailing;
import io.temporal.failure.ApplicationFailure;

import org.springframework.stereotype.Component;

/**
 * Renders, stores and publishes the letters of one page; what is stored already is
 * published as it is, and what another page has stored is a second mention of a receiver.
 */
@Component
class PageSender {

	/**
	 * So many letters are rendered together, and when none of the first ones can be made,
	 * that is the template's fault.
	 */
	private static final int HOPELESS = 20;

	private final Renderer renderer;

	private final MailingJournal journal;

	private final ErasedReceivers erased;

	private final OptOuts optOuts;

	private final PageCaps caps;

	private final ListHeaders lists;

	private final PostingMessages messages;

	private final PostingPublisher publisher;

	private final WireFormat wire;

	private final Clock clock;

	PageSender(Renderer renderer, MailingJournal journal, ErasedReceivers erased, OptOuts optOuts, PageCaps caps,
			ListHeaders lists, PostingMessages messages, PostingPublisher publisher, WireFormat wire, Clock clock) {
		this.optOuts = optOuts;
		this.caps = caps;
		this.lists = lists;
		this.renderer = renderer;
		this.journal = journal;
		this.erased = erased;
		this.messages = messages;
		this.publisher = publisher;
		this.wire = wire;
		this.clock = clock;
	}

	/**
	 * Returns when the broker has the letters of these receivers.
	 * @param alive called while it waits
	 * @return how many were published, and how many had one from another page
	 */
	Sent send(String pageId, StoredMailing mailing, LetterTerms terms, List<StoredReceiver> receivers, Runnable alive) {
		Map<UUID, StoredReceiver> wanted = new LinkedHashMap<>();
		receivers.forEach((one) -> wanted.putIfAbsent(one.postingId(), one));
		Map<UUID, OpenLetter> known = this.journal.known(wanted.keySet());
		Map<UUID, String> outgoing = new LinkedHashMap<>();
		known.values().forEach((letter) -> {
			if (letter.workflowId().equals(pageId) && letter.isWithWorker() && letter.posting() != null) {
				outgoing.put(letter.id(), letter.posting());
			}
		});
		List<StoredReceiver> fresh = wanted.values()
			.stream()
			.filter((one) -> !known.containsKey(one.postingId()))
			.toList();
		List<MailingRow> rows = rows(pageId, mailing, terms, fresh);
		Set<UUID> inserted = this.journal.insert(pageId, mailing.mailing(), rows);
		rows.forEach((row) -> {
			if (row.state() == JournalState.DISPATCHED && row.posting() != null && inserted.contains(row.id())) {
				outgoing.put(row.id(), row.posting());
			}
		});
		List<CountedLetter> written = wanted.values()
			.stream()
			.map((one) -> new CountedLetter(one.postingId(), one.userId(), one.channel()))
			.toList();
		outgoing.keySet().removeAll(this.erased.takeOut(written, inserted));
		takeOut(mailing.mailing(), outgoing, written);
		keepPlaces(mailing.mailing(), outgoing, written, inserted);
		publish(mailing.mailing(), outgoing, (one) -> Objects.requireNonNull(wanted.get(one.getKey())).channel(),
				alive);
		return new Sent(outgoing.size(),
				theirs(pageId, known) + (rows.size() - inserted.size()) + (receivers.size() - wanted.size()));
	}

	/** Ends letters that are in the journal for people who have opted out meanwhile. */
	private void takeOut(Mailing mailing, Map<UUID, String> outgoing, Collection<CountedLetter> letters) {
		List<CountedLetter> written = letters.stream()
			.filter((one) -> one.userId() != null && outgoing.containsKey(one.id()))
			.toList();
		Map<String, Channel> channels = new HashMap<>();
		written.forEach((one) -> channels.put(String.valueOf(one.userId()), one.channel()));
		Map<String, String> refusals = this.optOuts.refusals(mailing, channels);
		Map<String, List<UUID>> ended = written.stream()
			.filter((one) -> refusals.containsKey(String.valueOf(one.userId())))
			.collect(Collectors.groupingBy((one) -> Objects.requireNonNull(refusals.get(String.valueOf(one.userId()))),
					Collectors.mapping(CountedLetter::id, Collectors.toList())));
		ended.forEach((reason, theirs) -> {
			this.journal.ended(theirs, JournalState.SUPPRESSED, reason, JournalState.DISPATCHED);
			outgoing.keySet().removeAll(theirs);
		});
	}

	/**
	 * Leaves those letters for which there is a place.
	 * @param fresh those of which nobody has published anything yet
	 */
	private void keepPlaces(Mailing mailing, Map<UUID, String> outgoing, Collection<CountedLetter> letters,
			Set<UUID> fresh) {
		outgoing.keySet()
			.removeAll(this.caps.takeOut(mailing, outgoing,
					letters.stream().filter((one) -> outgoing.containsKey(one.id())).toList(), fresh));
	}

	/**
	 * Writes down receivers who were to be told when their page was read, and are not to
	 * be any more.
	 * @return how many had the letter from another page already, or were here twice
	 */
	int skip(String pageId, Mailing mailing, List<MailingRow> skipped) {
		if (skipped.isEmpty()) {
			return 0;
		}
		Set<UUID> written = this.journal.insert(pageId, mailing, skipped);
		this.erased.forget(skipped.stream().map(MailingRow::userId).toList());
		Set<UUID> all = skipped.stream().map(MailingRow::id).collect(Collectors.toSet());
		List<UUID> known = all.stream().filter((id) -> !written.contains(id)).toList();
		return theirs(pageId, this.journal.known(known)) + skipped.size() - all.size();
	}

	private static int theirs(String pageId, Map<UUID, OpenLetter> known) {
		return Math.toIntExact(known.values().stream().filter((letter) -> !letter.workflowId().equals(pageId)).count());
	}

	private List<MailingRow> rows(String pageId, StoredMailing mailing, LetterTerms terms,
			List<StoredReceiver> receivers) {
		Instant deadline = terms.deadline();
		Instant now = this.clock.instant();
		if (!now.isBefore(deadline)) {
			return receivers.stream()
				.map((to) -> terms.noted(to.ended(JournalState.EXPIRED, "its deadline was " + deadline), to, now))
				.toList();
		}
		List<MailingRow> rows = new ArrayList<>(receivers.size());
		for (int from = 0; from < receivers.size(); from += HOPELESS) {
			List<LetterParts> some = receivers.subList(from, Math.min(receivers.size(), from + HOPELESS))
				.stream()
				.map((to) -> this.lists.on(mailing.letter(pageId, deadline, to), mailing.mailing().required()))
				.toList();
			List<Rendered> rendered = this.renderer.render(some.stream().map(LetterParts::request).toList());
			ApplicationFailure first = rendered.get(0).failure();
			if (from == 0 && some.size() == HOPELESS && first != null
					&& rendered.stream().allMatch((one) -> one.letter() == null)) {
				throw first;
			}
			for (int i = 0; i < some.size(); i++) {
				rows.add(terms.noted(row(some.get(i), rendered.get(i)), some.get(i).receiver(), now));
			}
		}
		return rows;
	}

	private MailingRow row(LetterParts parts, Rendered rendered) {
		StoredReceiver to = parts.receiver();
		if (to.address().isEmpty()) {
			return to.ended(JournalState.CANCELLED, MailingJournal.ERASED);
		}
		ApplicationFailure wrong = rendered.failure();
		Letter letter = rendered.letter();
		if (letter == null) {
			return to.ended(JournalState.FAILED,
					(wrong != null) ? wrong.getType() + ": " + wrong.getOriginalMessage() : "it has no letter");
		}
		return MailingRow.dispatched(to.postingId(), to.userId(), to.channel().toString(),
				this.wire.write(parts.posting(letter, 1)), to.domain());
	}

	/**
	 * Publishes again what was published before, or a further attempt of it, but for
	 * those who have opted out meanwhile.
	 * @param attempts further ones, which are in the journal
	 */
	void again(Mailing mailing, Collection<OpenLetter> letters, Collection<OpenLetter> attempts, Runnable alive) {
		Map<UUID, String> outgoing = new LinkedHashMap<>();
		letters.forEach((letter) -> outgoing.put(letter.id(), String.valueOf(letter.posting())));
		attempts.forEach((letter) -> outgoing.put(letter.id(), String.valueOf(letter.posting())));
		takeOut(mailing, outgoing, attempts.stream().map(this::written).toList());
		if (mailing.capped() != null) {
			// What is asked for again is with the worker, and has the place that it has.
			keepPlaces(mailing, outgoing,
					Stream.concat(letters.stream().filter((letter) -> letter.attempt() <= 1), attempts.stream())
						.map(this::written)
						.toList(),
					attempts.stream().map(OpenLetter::id).collect(Collectors.toSet()));
		}
		publish(mailing, outgoing, (one) -> this.wire.posting(one.getValue()).channel(), alive);
	}

	private CountedLetter written(OpenLetter letter) {
		return new CountedLetter(letter.id(), letter.userId(),
				this.wire.posting(String.valueOf(letter.posting())).channel(), letter.attempt() > 1);
	}

	/** A letter that was not published yet, made for its receiver as they are now. */
	MailingRow made(String pageId, StoredMailing mailing, LetterTerms terms, StoredReceiver receiver) {
		return rows(pageId, mailing, terms, List.of(receiver)).get(0);
	}

	private void publish(Mailing mailing, Map<UUID, String> outgoing,
			Function<Map.Entry<UUID, String>, Channel> channelOf, Runnable alive) {
		outgoing.entrySet()
			.stream()
			.collect(Collectors.groupingBy(channelOf,
					Collectors.mapping((one) -> this.messages.posting(one.getKey().toString(),
							mailing.event().occurredAt(), one.getValue()), Collectors.toList())))
			.forEach((channel, messages) -> this.publisher.publish(PostingQueues.routingKey(channel, mailing.urgency()),
					messages, alive));
	}

	/** What became of some receivers. */
	record Sent(int published, int duplicates) {
	}

}
