package cinema.orchestrator.journal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.seal.PersonKeys;
import cinema.orchestrator.seal.SealedLetters;
import cinema.platform.sweep.Sweep;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Stores postings before they are published, and what became of them. */
@Component
public class Journal {

	/**
	 * With type and id of an event behind it why something collected was not told by
	 * itself.
	 */
	public static final String TOLD_IN = "told in ";

	/** Longer than any event or mailing lives. */
	private static final Duration MARKED = Duration.ofDays(400);

	/** Words of the channels that can take back what was delivered. */
	private static final String[] TAKING_BACK = Channel.words(Channel.Trait.REPEATABLE);

	/**
	 * Only forwards: an end stays, and what is no end says nothing about a newer attempt;
	 * but what was delivered was, whatever was believed, unless it can be taken back.
	 */
	private static final String CONCLUDE = """
			update journal j set state = case when r.state = 'WITHDRAWN' and j.silenced then 'SILENCED' else r.state end, concluded_at = r.at, retry_at = r.retry_at, turn_series = null, ours = r.ours,
			       reason = case when r.state = 'WITHDRAWN' then coalesce(j.withdrawal, r.reason) else r.reason end,
			       attempts = j.attempts || jsonb_build_object('number', r.attempt, 'outcome', r.state, 'reason', r.reason,
			           'at', r.at, 'dispatched_at', case when j.attempt = r.attempt then j.dispatched_at end,
			           'retry_at', r.retry_at)
			  from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[], ?::timestamptz[], ?::boolean[],
			       ?::boolean[]) as r(id, attempt, state, reason, at, retry_at, is_end, ours)
			 where j.id = r.id and j.state <> 'DELIVERED' and j.bounce is null
			   and not (r.state = 'DELIVERED' and j.state in ('WITHDRAWN', 'SILENCED') and j.channel = any(?))
			   and (r.state = 'DELIVERED' or ((j.attempt <= r.attempt or r.is_end)
			       and j.state not in ('REJECTED', 'EXPIRED', 'WITHDRAWN', 'CANCELLED', 'SILENCED')))
			returning j.id
			""";

	/**
	 * What can be taken back is where its worker said last that it is, in whatever order
	 * that comes.
	 */
	private static final String CORRECT = """
			update journal j set state = case when r.state = 'WITHDRAWN' and j.silenced then 'SILENCED' else r.state end, concluded_at = r.at,
			       reason = case when r.state = 'WITHDRAWN' then coalesce(j.withdrawal, r.reason) else r.reason end,
			       attempts = j.attempts || jsonb_build_object('number', r.attempt, 'outcome', r.state, 'reason', r.reason, 'at', r.at)
			  from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[]) as r(id, attempt, state, reason, at)
			 where j.id = r.id and j.channel = any(?) and j.bounce is null and r.at > j.concluded_at
			   and ((j.state = 'DELIVERED' and r.state = 'WITHDRAWN') or (j.state in ('WITHDRAWN', 'SILENCED') and r.state = 'DELIVERED'))
			returning case when r.state = 'WITHDRAWN' then j.id end
			""";

	/** One statement and one commit, since every posting passes here. */
	private static final String ROW = """
			insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id,
			                     address_hash, from_service, time_zone, deadline, planned_at, state, attempt, posting, reason, held_until,
			                     dispatched_at, concluded_at, holds, step)
			values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?::smallint)
			on conflict (id) do update
			""";

	private static final String DISPATCHED = ROW
			+ """
					   set step = excluded.step, attempt = excluded.attempt, posting = excluded.posting, state = excluded.state, reason = null,
					       dispatched_at = excluded.dispatched_at, concluded_at = null, held_until = null
					 where (journal.attempt < excluded.attempt or journal.attempt = excluded.attempt and journal.posting is null)
					   and journal.state not in ('DELIVERED', 'REJECTED', 'WITHDRAWN', 'CANCELLED', 'COLLECTED')
					""";

	/** Of a posting that went its own way nothing is collected. */
	private static final String COLLECTED = ROW
			+ """
					   set step = excluded.step, state = excluded.state, reason = excluded.reason, concluded_at = excluded.concluded_at, held_until = null
					 where journal.state in ('HELD', 'SUPPRESSED', 'EXPIRED', 'FAILED') and journal.attempt = 0
					""";

	/** It keeps its place among the others when it goes on: the moment of its plan. */
	private static final String HELD = ROW
			+ """
					   set step = excluded.step, reason = excluded.reason, held_until = excluded.held_until, holds = journal.holds || excluded.holds
					 where journal.state in ('HELD', 'POSTPONED', 'DEFERRED')
					""";

	/**
	 * Whoever says so may not know of what was dispatched before, of which only a receipt
	 * tells; and what nobody can tell of may have been sent.
	 */
	private static final String ENDED = ROW
			+ """
					   set step = excluded.step,
					       state = case when journal.attempts @> '[{"outcome": "UNKNOWN"}]' then 'UNKNOWN' else excluded.state end,
					       reason = excluded.reason || case when excluded.state <> 'UNKNOWN' and journal.attempts @> '[{"outcome": "UNKNOWN"}]'
					                                        then ', but it was sent before, or not' else '' end,
					       concluded_at = excluded.concluded_at
					 where journal.state not in ('DISPATCHED', 'DELIVERED', 'REJECTED', 'WITHDRAWN', 'CANCELLED', 'COLLECTED', 'SILENCED', 'SKIPPED')
					""";

	/** Once, and of what was delivered, though it may be taken back since. */
	private static final String SEEN = """
			update journal j set seen_at = r.at,
			       attempts = j.attempts || jsonb_build_object('number', r.attempt, 'outcome', 'SEEN', 'at', r.at)
			  from unnest(?::uuid[], ?::int[], ?::timestamptz[]) as r(id, attempt, at)
			 where j.id = r.id and j.seen_at is null
			   and (j.state = 'DELIVERED' or (j.state in ('WITHDRAWN', 'SILENCED') and j.channel = any(?)))
			""";

	/** Of what is not to be sent any more, though somebody may ask for it anew. */
	private static final String END = """
			select id::text as posting_id, workflow_id, attempt,
			       case when seen_at is not null and step is not null then 'SEEN' when state = 'CANCELLED' then 'WITHDRAWN' else state end as status,
			       coalesce(concluded_at, planned_at) as at, null::timestamptz as retry_at, reason as detail,
			       case state when 'DELIVERED' then reason end as provider_reference, false as ours, bounce
			  from journal where id = ? and state in ('DELIVERED', 'REJECTED', 'WITHDRAWN', 'CANCELLED')
			""";

	/**
	 * Of what was said only our own words stay, since those of others may name anybody.
	 */
	private static final String FORGET = """
			update journal
			   set user_id = null, address_hash = null, posting = null, domain = null,
			       reason = case when (state in ('SUPPRESSED', 'HELD', 'SILENCED', 'SKIPPED') and reason not like 'taken back by %') or reason = :erased
			                     then reason end,
			       withdrawal = case when withdrawal = :erased then withdrawal end,
			       attempts = (select coalesce(jsonb_agg(one - 'reason' order by place), '[]')
			                     from jsonb_array_elements(attempts) with ordinality as said(one, place))
			 where\s""";

	private final JdbcClient jdbc;

	private final PostingOutcomes outcomes;

	private final SealedLetters sealed;

	private final CapUses caps;

	private final Clock clock;

	Journal(JdbcClient jdbc, PostingOutcomes outcomes, SealedLetters sealed, CapUses caps, Clock clock) {
		this.caps = caps;
		this.sealed = sealed;
		this.jdbc = jdbc;
		this.outcomes = outcomes;
		this.clock = clock;
	}

	/**
	 * The posting of this id as it was published last, of whatever attempt; null when
	 * there is none.
	 */
	public @Nullable String find(String postingId) {
		return this.jdbc.sql("select posting from journal where id = ? and posting is not null")
			.param(UUID.fromString(postingId))
			.query(String.class)
			.optional()
			.map((letter) -> this.sealed.open(UUID.fromString(postingId), letter))
			.orElse(null);
	}

	/** As its receipt would tell it; null while nothing has ended it for good. */
	public @Nullable Receipt end(String postingId) {
		return this.jdbc.sql(END).param(UUID.fromString(postingId)).query(Receipt.class).optional().orElse(null);
	}

	/** Which of these was seen first, as its receipt tells it, or null when none was. */
	public @Nullable Receipt seen(Collection<String> postingIds) {
		return this.jdbc
			.sql("select id::text from journal where id = any(?) and seen_at is not null order by seen_at, id")
			.param(postingIds.stream().map(UUID::fromString).toArray(UUID[]::new))
			.query(String.class)
			.list()
			.stream()
			.findFirst()
			.map(this::end)
			.map(Journal::asSeen)
			.orElse(null);
	}

	/** Whatever it was when it was seen, and whatever came back of it since. */
	private static Receipt asSeen(Receipt end) {
		return new Receipt(end.postingId(), end.workflowId(), end.attempt(), ReceiptStatus.SEEN, end.at(), null,
				end.detail(), end.providerReference(), false);
	}

	/** Which of these are steps of a notice, and silence those after them when seen. */
	public Set<String> steps(Collection<String> postingIds) {
		return this.jdbc.sql("select id::text from journal where id = any(?) and step is not null")
			.param(postingIds.stream().map(UUID::fromString).toArray(UUID[]::new))
			.query(String.class)
			.set();
	}

	/**
	 * Stores an attempt; committed when this returns.
	 * @param json what is going to be published, and what is published again
	 * @return false when it has ended, or is further, already
	 */
	public boolean dispatched(String workflowId, Dispatch dispatch, String json) {
		Timestamp at = now();
		return write(DISPATCHED, at, workflowId, dispatch.event(), dispatch.notice(), dispatch.posting(),
				JournalState.DISPATCHED, dispatch.attempt(),
				this.sealed.seal(UUID.fromString(dispatch.posting().id()),
						this.sealed.person(dispatch.event(), dispatch.notice().userId()), json),
				null, null, at, null, "[]");
	}

	/**
	 * Writes down a notice that waits, so that it is found among the others.
	 * @param reason until when and why, in plain words
	 */
	public void hold(String workflowId, Event event, PlannedNotice notice, Instant until, String reason) {
		write(HELD, now(), workflowId, event, notice, notice.postings().get(0), JournalState.HELD, 0, null, reason,
				Timestamp.from(until), null, null,
				JournalHold.write(new JournalHold(until, reason, this.clock.instant())));
		forgetAgain(notice.userId());
	}

	/**
	 * Writes down a notice that becomes part of a digest.
	 * @param reason until when it is collected, in plain words
	 * @return false when it went its own way before
	 */
	public boolean collect(String workflowId, Event event, PlannedNotice notice, String reason) {
		PlannedPosting posting = notice.postings().get(0);
		if (write(COLLECTED, now(), workflowId, event, notice, posting, JournalState.COLLECTED, 0, null, reason, null,
				null, now(), "[]")) {
			this.outcomes.ended(posting.channel().toString(), JournalState.COLLECTED.name());
			return true;
		}
		return isCollected(posting.id());
	}

	/** Whether it is part of a digest, and never told by itself. */
	public boolean isCollected(String postingId) {
		return is(JournalState.COLLECTED, postingId);
	}

	/** Whether it is stored and on its way to the worker, or soon is. */
	public boolean isDispatched(String postingId) {
		return is(JournalState.DISPATCHED, postingId);
	}

	private boolean is(JournalState state, String postingId) {
		return this.jdbc.sql("select 1 from journal where id = ? and state = ?")
			.params(UUID.fromString(postingId), state.name())
			.query(Integer.class)
			.optional()
			.isPresent();
	}

	/** Notes which letter those have become that were collected. */
	public void collectedInto(Collection<UUID> ids, String type, String eventId) {
		this.jdbc.sql("update journal set reason = ? where id = any(?) and state = 'COLLECTED'")
			.params(TOLD_IN + type + "/" + eventId, ids.toArray(UUID[]::new))
			.update();
	}

	/** Ends what was collected and is not to be told after all. */
	public void uncollect(Collection<UUID> ids, String reason) {
		uncollect(ids, JournalState.SUPPRESSED, reason);
	}

	/** Ends what was collected and was taken back by staff. */
	public void cancelCollected(Collection<UUID> ids, String reason) {
		uncollect(ids, JournalState.CANCELLED, reason);
	}

	private void uncollect(Collection<UUID> ids, JournalState state, String reason) {
		this.jdbc.sql("""
				update journal set state = ?, reason = ?, concluded_at = ? where id = any(?) and state = 'COLLECTED'
				returning channel
				""")
			.params(state.name(), reason, now(), ids.toArray(UUID[]::new))
			.query(String.class)
			.list()
			.forEach((channel) -> this.outcomes.ended(channel, state.name()));
	}

	private boolean write(String sql, Timestamp plannedAt, String workflowId, Event event, PlannedNotice notice,
			PlannedPosting posting, JournalState state, @Nullable Object... more) {
		String person = this.sealed.person(event, notice.userId());
		return this.jdbc.sql(sql)
			.params(Arrays.asList(UUID.fromString(posting.id()), workflowId, event.type(), event.id(), notice.name(),
					notice.topic(), posting.channel().toString(), notice.urgency().toString(), notice.userId(),
					PersonKeys.isAddress(person) ? person : null, event.fromService(), notice.timeZone(),
					Timestamp.from(notice.deadline()), plannedAt, state.name()))
			.params(Arrays.asList(more))
			.param((posting.step() != null) ? posting.step().number() : null)
			.update() > 0;
	}

	private Timestamp now() {
		return Timestamp.from(this.clock.instant());
	}

	/** Keeps why postings are asked back; it becomes the reason of those that come. */
	public void withdrawing(Collection<String> postingIds, String reason) {
		this.jdbc.sql("update journal set withdrawal = ? where id = any(?) and not silenced and taken_back_at is null")
			.params(reason, postingIds.stream().map(UUID::fromString).toArray(UUID[]::new))
			.update();
	}

	/**
	 * Notes that staff ask for a message that has arrived; their first word stays, and of
	 * somebody who is erased none is kept.
	 */
	public void takeBack(UUID id, String words) {
		this.jdbc
			.sql("""
					update journal set taken_back_at = ?, silenced = false, withdrawal = case when user_id is not null then ? end
					 where id = ? and taken_back_at is null
					""")
			.params(now(), words, id)
			.update();
	}

	/** Why staff took one of these back though it had arrived, or null. */
	public @Nullable String takenBack(Collection<String> postingIds) {
		return postingIds.isEmpty() ? null
				: this.jdbc.sql("""
						select coalesce(withdrawal, 'taken back') from journal
						 where id = any(?) and taken_back_at is not null order by taken_back_at limit 1
						""")
					.param(postingIds.stream().map(UUID::fromString).toArray(UUID[]::new))
					.query(String.class)
					.optional()
					.orElse(null);
	}

	/**
	 * Marks steps that are asked back since an earlier one was seen: those that come are
	 * not taken back by anybody.
	 */
	public void silencing(Collection<String> postingIds) {
		this.jdbc.sql("update journal set silenced = true where id = any(?) and taken_back_at is null")
			.param(postingIds.stream().map(UUID::fromString).toArray(UUID[]::new))
			.update();
	}

	/**
	 * Writes down what the worker reported; repeated and late receipts change nothing.
	 * @return those that ended their posting just now
	 */
	@Transactional
	public List<Receipt> conclude(List<Receipt> receipts) {
		List<Receipt> ended = new ArrayList<>();
		List<UUID> back = new ArrayList<>();
		List<Receipt> left = receipts;
		while (!left.isEmpty()) {
			// A statement changes a row once; sorted, so that two orchestrators never
			// wait for each other's rows.
			Map<String, Receipt> once = new TreeMap<>();
			left.forEach((receipt) -> once.putIfAbsent(receipt.postingId(), receipt));
			Set<UUID> changed = new HashSet<>(concludeOnce(once.values().stream().map(Journal::delivered).toList()));
			once.values()
				.stream()
				.filter((receipt) -> receipt.status().isEnd() && changed.contains(UUID.fromString(receipt.postingId())))
				.map(Journal::delivered)
				.forEach(ended::add);
			back.addAll(correct(once.values()
				.stream()
				.filter((receipt) -> isPlace(receipt) && !changed.contains(UUID.fromString(receipt.postingId())))
				.toList()));
			left = left.stream().filter((receipt) -> once.get(receipt.postingId()) != receipt).toList();
		}
		ended.stream()
			.filter((receipt) -> receipt.status() != ReceiptStatus.DELIVERED)
			.map((receipt) -> UUID.fromString(receipt.postingId()))
			.forEach(back::add);
		this.caps.giveBack(back);
		seen(receipts.stream().filter((receipt) -> receipt.status() == ReceiptStatus.SEEN).toList());
		return ended;
	}

	/** Whether it says where a message is now; that it was seen says where it was. */
	private static boolean isPlace(Receipt receipt) {
		return receipt.status() == ReceiptStatus.DELIVERED || receipt.status() == ReceiptStatus.WITHDRAWN;
	}

	/** Those of them that are taken back by that. */
	private List<UUID> correct(List<Receipt> told) {
		return told.isEmpty() ? List.of()
				: this.jdbc.sql(CORRECT)
					.params(told.stream().map((one) -> UUID.fromString(one.postingId())).toArray(UUID[]::new),
							told.stream().map(Receipt::attempt).toArray(Integer[]::new),
							told.stream().map((one) -> one.status().name()).toArray(String[]::new),
							told.stream().map(Journal::reason).toArray(String[]::new),
							told.stream().map((one) -> one.at().toString()).toArray(String[]::new), TAKING_BACK)
					.query(UUID.class)
					.list()
					.stream()
					.filter(Objects::nonNull)
					.toList();
	}

	/** What is seen was delivered, though nobody may have heard of that yet. */
	private static Receipt delivered(Receipt receipt) {
		return (receipt.status() != ReceiptStatus.SEEN) ? receipt
				: new Receipt(receipt.postingId(), receipt.workflowId(), receipt.attempt(), ReceiptStatus.DELIVERED,
						receipt.at(), null, receipt.detail(), receipt.providerReference(), false, receipt.bounce());
	}

	private void seen(List<Receipt> receipts) {
		if (receipts.isEmpty()) {
			return;
		}
		Map<String, Receipt> once = new TreeMap<>();
		receipts.forEach((receipt) -> once.putIfAbsent(receipt.postingId(), receipt));
		this.jdbc.sql(SEEN)
			.params(once.keySet().stream().map(UUID::fromString).toArray(UUID[]::new),
					once.values().stream().map(Receipt::attempt).toArray(Integer[]::new),
					once.values().stream().map((one) -> one.at().toString()).toArray(String[]::new), TAKING_BACK)
			.update();
	}

	private List<UUID> concludeOnce(Collection<Receipt> all) {
		return this.jdbc.sql(CONCLUDE)
			.params(all.stream().map((one) -> UUID.fromString(one.postingId())).toArray(UUID[]::new),
					all.stream().map(Receipt::attempt).toArray(Integer[]::new),
					all.stream().map((one) -> one.status().name()).toArray(String[]::new),
					all.stream().map(Journal::reason).toArray(String[]::new),
					all.stream().map((one) -> one.at().toString()).toArray(String[]::new),
					all.stream().map(Journal::retryAt).toArray(String[]::new),
					all.stream().map((one) -> one.status().isEnd()).toArray(Boolean[]::new),
					all.stream().map(Receipt::ours).toArray(Boolean[]::new), TAKING_BACK)
			.query(UUID.class)
			.list();
	}

	private static @Nullable String reason(Receipt receipt) {
		return (receipt.detail() != null) ? receipt.detail() : receipt.providerReference();
	}

	private static @Nullable String retryAt(Receipt receipt) {
		return (receipt.retryAt() != null) ? receipt.retryAt().toString() : null;
	}

	/**
	 * Writes down a step that is passed over.
	 * @param reason why, in plain words
	 */
	public void skipped(String workflowId, Event event, PlannedNotice notice, PlannedPosting posting, String reason) {
		ended(workflowId, event, notice.with(List.of(posting)),
				new NoticeOutcome(notice.name(), OutcomeStatus.SKIPPED, reason, null, null, 0));
	}

	/**
	 * Writes down a step that cannot be sent when its turn has come; behind the last one
	 * there is nobody who takes it.
	 * @param reason why, in plain words
	 */
	public void passed(String workflowId, Event event, PlannedNotice notice, PlannedPosting posting, String reason) {
		OutcomeStatus status = notice.after(posting).isEmpty() ? OutcomeStatus.SUPPRESSED : OutcomeStatus.SKIPPED;
		ended(workflowId, event, notice.with(List.of(posting)),
				new NoticeOutcome(notice.name(), status, reason, null, null, 0));
	}

	/** Writes down that staff cancelled what was told by nothing yet. */
	public void cancelled(String workflowId, Event event, PlannedNotice notice, String reason) {
		ended(workflowId, event, notice,
				new NoticeOutcome(notice.name(), OutcomeStatus.CANCELLED, reason, null, null, 0));
	}

	/** Writes down a notice that ended without a receipt. */
	void ended(String workflowId, Event event, PlannedNotice notice, NoticeOutcome outcome) {
		for (PlannedPosting posting : notice.postings()) {
			boolean meant = outcome.postingId() == null || outcome.postingId().equals(posting.id());
			if (meant && write(ENDED, now(), workflowId, event, notice, posting,
					JournalState.valueOf(outcome.status().name()), 0, null, outcome.reason(), null, null, now(),
					"[]")) {
				this.outcomes.ended(posting.channel().toString(), outcome.status().name());
				if (outcome.status() != OutcomeStatus.UNKNOWN) {
					this.caps.giveBack(List.of(UUID.fromString(posting.id())));
				}
			}
		}
		forgetAgain(notice.userId());
	}

	/**
	 * Forgets a person here: what was sent stays counted, but to whom and what is gone.
	 * Each step is committed by itself, the mark first: who has written of him meanwhile
	 * finds it afterwards, by {@link #erased}.
	 */
	public void forget(String userId) {
		mark(userId);
		this.jdbc.sql(FORGET + "user_id = :user").param("erased", MailingJournal.ERASED).param("user", userId).update();
	}

	/** From now on whoever writes of this person sees that they are erased. */
	public void mark(String userId) {
		new Sweep("erasure", "at").delete(this.jdbc, this.clock.instant().minus(MARKED));
		this.jdbc.sql("insert into erasure (user_id, at) values (?, ?) on conflict (user_id) do nothing")
			.params(userId, now())
			.update();
	}

	/**
	 * Takes an attempt back that was stored and not published when its receiver is
	 * erased.
	 * @return whether it is not to be published
	 */
	public boolean takeOut(@Nullable String userId, String postingId) {
		if (!forgetAgain(userId)) {
			return false;
		}
		this.jdbc.sql("""
				update journal set state = 'CANCELLED', reason = ?, concluded_at = ?, posting = null, user_id = null
				 where id = ? and state = 'DISPATCHED'
				""").params(MailingJournal.ERASED, now(), UUID.fromString(postingId)).update();
		return true;
	}

	/** Forgets once more somebody of whom something was written after their erasure. */
	public boolean forgetAgain(@Nullable String userId) {
		if (userId == null || erased(List.of(userId)).isEmpty()) {
			return false;
		}
		forget(userId);
		return true;
	}

	/** Forgets what went to somebody of whom an address alone was known. */
	public void forgetAddresses(Collection<String> hashes) {
		this.jdbc.sql(FORGET + "address_hash = any(:hashes)")
			.param("erased", MailingJournal.ERASED)
			.param("hashes", hashes.toArray(String[]::new))
			.update();
		hashes.forEach(this.caps::forget);
	}

	/**
	 * Forgets whom letters of these events went to that ended before that moment.
	 * @return the hashes of the addresses that no other letter has
	 */
	public Set<String> forgetFarewells(Collection<String> eventTypes, Instant before) {
		String[] types = eventTypes.toArray(String[]::new);
		String ended = "event_type = any(:types) and concluded_at < :before and ";
		Set<String> hashes = new HashSet<>(
				this.jdbc.sql("select address_hash from journal where " + ended + "address_hash is not null")
					.param("types", types)
					.param("before", Timestamp.from(before))
					.query(String.class)
					.set());
		this.jdbc.sql(FORGET + ended + "(address_hash is not null or posting is not null)")
			.param("erased", MailingJournal.ERASED)
			.param("types", types)
			.param("before", Timestamp.from(before))
			.update();
		hashes.removeAll(this.jdbc.sql("select distinct address_hash from journal where address_hash = any(?)")
			.param(hashes.toArray(String[]::new))
			.query(String.class)
			.set());
		return hashes;
	}

	/**
	 * What has no end yet of what is meant for a person.
	 * @param hashes of the addresses by which else they are known
	 */
	public List<OpenLetter> openOf(String userId, Collection<String> hashes) {
		return OpenLetter.opened(this.jdbc.sql("""
				select * from journal
				 where (user_id = ? or address_hash = any(?))
				   and state in ('HELD', 'DISPATCHED', 'DEFERRED', 'POSTPONED', 'UNKNOWN') order by id
				""").params(userId, hashes.toArray(String[]::new)).query(OpenLetter.class).list(), this.sealed);
	}

	/**
	 * What has no end yet of what is meant for a person on a channel and these topics.
	 */
	public List<OpenLetter> openOn(String userId, String channel, Collection<String> topics) {
		return OpenLetter.opened(this.jdbc.sql("""
				select * from journal
				 where user_id = :user and channel = :channel and topic = any(:topics)
				   and state in ('HELD', 'DISPATCHED', 'DEFERRED', 'POSTPONED') order by id
				""")
			.param("user", userId)
			.param("channel", channel)
			.param("topics", topics.toArray(String[]::new))
			.query(OpenLetter.class)
			.list(), this.sealed);
	}

	/** What has no end yet of the further steps of the notice of a posting. */
	public List<OpenLetter> openBeside(UUID id) {
		return OpenLetter.opened(this.jdbc.sql("""
				select other.* from journal other join journal one
				    on one.event_type = other.event_type and one.event_id = other.event_id and one.notice = other.notice
				 where one.id = ? and one.step is not null and other.step is not null and other.id <> one.id
				   and other.state in ('HELD', 'DISPATCHED', 'DEFERRED', 'POSTPONED') order by other.id
				""").param(id).query(OpenLetter.class).list(), this.sealed);
	}

	/**
	 * The workflows whose letters to somebody wait for a moment, or may have further ones
	 * that do.
	 */
	public List<String> waitingFor(String userId) {
		return this.jdbc
			.sql("""
					select distinct workflow_id from journal
					 where user_id = ? and (state in ('HELD', 'DEFERRED', 'POSTPONED')
					       or (step is not null and state in ('DISPATCHED', 'UNKNOWN') and deadline > ?)) order by workflow_id
					""")
			.params(userId, now())
			.query(String.class)
			.list();
	}

	/** Ends an attempt that was stored and is not published after all. */
	public void suppressed(String postingId, String reason) {
		this.jdbc.sql(
				"update journal set state = 'SUPPRESSED', reason = ?, concluded_at = ? where id = ? and state = 'DISPATCHED'")
			.params(reason, now(), UUID.fromString(postingId))
			.update();
	}

	/**
	 * Puts a posting off that was stored and is not published yet: it is made anew when
	 * its moment comes.
	 */
	public void putOff(String postingId, Instant until, String reason) {
		this.jdbc
			.sql("""
					update journal set state = 'HELD', attempt = greatest(attempt - 1, 0), posting = null, dispatched_at = null, reason = ?,
					       held_until = ?, holds = holds || ?::jsonb
					 where id = ? and state = 'DISPATCHED'
					""")
			.params(reason, Timestamp.from(until),
					JournalHold.write(new JournalHold(until, reason, this.clock.instant())), UUID.fromString(postingId))
			.update();
	}

	/** Who of these was erased, as long as anything that was meant for them may run. */
	public Set<String> erased(Collection<String> userIds) {
		// One is asked for by itself: the plan for an array is made anew for each
		// question.
		boolean one = userIds.size() == 1;
		return this.jdbc.sql("select user_id from erasure where user_id = " + (one ? "?" : "any(?)"))
			.param(one ? userIds.iterator().next() : userIds.toArray(String[]::new))
			.query(String.class)
			.set();
	}

}
