package cinema.worker.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The four changes that every letter needs, of letters of different ids at once. */
final class LedgerStatements {

	private static final String CLAIM = """
			insert into ledger as l (posting_id, workflow_id, channel, urgency, attempt, state, lease_owner, lease_until, reply_to, traceparent, message_id)
			select r.id, r.workflow, r.channel, r.urgency, r.attempt, 'CLAIMED', :owner, now() + :lease * interval '1 ms', r.reply_to, r.traceparent, r.message_id
			  from unnest(:ids::uuid[], :workflows::text[], :channels::text[], :urgencies::text[], :attempts::int[], :replies::text[], :traces::text[], :messages::uuid[])
			       as r(id, workflow, channel, urgency, attempt, reply_to, traceparent, message_id)
			on conflict (posting_id) do update
			   set state = 'CLAIMED', attempt = excluded.attempt, lease_owner = excluded.lease_owner,
			       lease_until = excluded.lease_until, reply_to = excluded.reply_to, changed_at = now(),
			       traceparent = excluded.traceparent, message_id = excluded.message_id, acknowledged_at = null, retry_at = null, detail = null, provider_reference = null, ours = false
			 where (l.state in ('DEFERRED', 'POSTPONED', 'UNKNOWN') and excluded.attempt > l.attempt)
			    or (l.state = 'CLAIMED' and l.lease_until < now())
			returning posting_id
			""";

	private static final String START_SENDING = """
			update ledger l set state = 'SENDING', lease_until = now() + :lease * interval '1 ms', changed_at = now()
			  from unnest(:ids::uuid[], :attempts::int[]) as r(id, attempt)
			 where l.posting_id = r.id and l.attempt = r.attempt and l.state = 'CLAIMED' and l.lease_owner = :owner
			returning l.posting_id
			""";

	/**
	 * Whoever sent a letter knows better than those who gave it up meanwhile; and what is
	 * sent is sent, whatever became of further attempts, but for what was taken out of an
	 * inbox. What may have been sent by an earlier one has not just expired.
	 */
	private static final String CONCLUDE = """
			update ledger l set state = case when r.state = 'EXPIRED' and l.in_doubt then 'UNKNOWN' else r.state end,
			       detail = r.detail, provider_reference = r.reference, retry_at = r.retry_at, ours = r.ours,
			       in_doubt = l.in_doubt or r.state = 'UNKNOWN',
			       changed_at = now(), receipt_due_at = now(), acknowledged_at = null,
			       lease_owner = null, lease_until = null
			  from unnest(:ids::uuid[], :attempts::int[], :states::text[], :details::text[], :references::text[], :retries::timestamptz[],
			       :ours::boolean[]) as r(id, attempt, state, detail, reference, retry_at, ours)
			 where l.posting_id = r.id
			   and ((l.attempt = r.attempt and l.state in ('CLAIMED', 'SENDING') and l.lease_owner = :owner)
			     or (l.attempt = r.attempt and l.state = 'UNKNOWN' and r.state <> 'UNKNOWN')
			     or (l.attempt > r.attempt and l.state <> 'SENT' and l.bounce is null and r.state = 'SENT'
			       and not (l.state = 'WITHDRAWN' and l.channel = any(:repeatable))))
			returning l.*
			""";

	/** By one statement, since every letter passes here. */
	private static final String ACKNOWLEDGE = """
			with done as (
			    update ledger l set acknowledged_at = now()
			      from unnest(:ids::uuid[], :replies::text[], :moments::timestamptz[], :attempts::int[]) as r(id, reply_to, at, attempt)
			     where l.posting_id = r.id and coalesce(l.reply_to, '') = r.reply_to
			       and l.changed_at = r.at and l.attempt = r.attempt and l.state not in ('CLAIMED', 'SENDING')
			    returning l.posting_id, l.reply_to)
			insert into answered (reply_to, posting_ids)
			select reply_to, array_agg(posting_id) from done where reply_to is not null and reply_to <> all(:gone::text[]) group by reply_to
			""";

	private final JdbcClient jdbc;

	private final String owner;

	private final long lease;

	LedgerStatements(JdbcClient jdbc, String owner, long lease) {
		this.jdbc = jdbc;
		this.owner = owner;
		this.lease = lease;
	}

	List<Boolean> claim(List<Received> asked) {
		Set<UUID> granted = new HashSet<>(this.jdbc.sql(CLAIM)
			.param("owner", this.owner)
			.param("lease", this.lease)
			.param("ids", ids(asked, Received::posting))
			.param("attempts", attempts(asked, Received::posting))
			.param("workflows", texts(asked, (one) -> one.posting().workflowId()))
			.param("channels", texts(asked, (one) -> one.posting().channel().toString()))
			.param("urgencies", texts(asked, (one) -> one.posting().urgency().toString()))
			.param("replies", texts(asked, Received::replyTo))
			.param("traces", texts(asked, Received::traceparent))
			.param("messages", texts(asked, Received::messageId))
			.query(UUID.class)
			.list());
		return asked.stream().map((one) -> granted.contains(UUID.fromString(one.posting().id()))).toList();
	}

	List<Boolean> startSending(List<Posting> asked) {
		Set<UUID> ours = new HashSet<>(this.jdbc.sql(START_SENDING)
			.param("owner", this.owner)
			.param("lease", this.lease)
			.param("ids", ids(asked, Function.identity()))
			.param("attempts", attempts(asked, Function.identity()))
			.query(UUID.class)
			.list());
		return asked.stream().map((one) -> ours.contains(UUID.fromString(one.id()))).toList();
	}

	List<Optional<Answer>> conclude(List<Outcome> asked) {
		Map<String, Answer> answers = new HashMap<>();
		this.jdbc.sql(CONCLUDE)
			.param("owner", this.owner)
			.param("ids", ids(asked, Outcome::posting))
			.param("attempts", attempts(asked, Outcome::posting))
			.param("states", texts(asked, (one) -> one.state().name()))
			.param("details", texts(asked, Outcome::detail))
			.param("references", texts(asked, Outcome::providerReference))
			.param("retries", texts(asked, (one) -> text(one.retryAt())))
			.param("ours", asked.stream().map(Outcome::ours).toArray(Boolean[]::new))
			.param("repeatable", Ledger.REPEATABLE)
			.query(LedgerStatements::answer)
			.list()
			.forEach((answer) -> answers.put(answer.receipt().postingId(), answer));
		return asked.stream().map((one) -> Optional.ofNullable(answers.get(one.posting().id()))).toList();
	}

	void acknowledge(List<Answer> answers, Set<String> gone) {
		List<Receipt> receipts = answers.stream().map(Answer::receipt).toList();
		this.jdbc.sql(ACKNOWLEDGE)
			.param("ids", receipts.stream().map((one) -> UUID.fromString(one.postingId())).toArray(UUID[]::new))
			.param("replies",
					answers.stream().map((one) -> Objects.requireNonNullElse(one.replyTo(), "")).toArray(String[]::new))
			.param("moments", receipts.stream().map((one) -> one.at().toString()).toArray(String[]::new))
			.param("attempts", receipts.stream().map(Receipt::attempt).toArray(Integer[]::new))
			.param("gone", gone.toArray(String[]::new))
			.update();
	}

	static Answer answer(ResultSet row, int number) throws SQLException {
		Timestamp retryAt = row.getTimestamp("retry_at");
		Receipt receipt = new Receipt(row.getString("posting_id"), row.getString("workflow_id"), row.getInt("attempt"),
				LedgerState.valueOf(row.getString("state")).status(), row.getTimestamp("changed_at").toInstant(),
				(retryAt != null) ? retryAt.toInstant() : null, row.getString("detail"),
				row.getString("provider_reference"), row.getBoolean("ours"), bounce(row.getString("bounce")));
		return new Answer(receipt, row.getString("reply_to"), row.getString("channel"), row.getString("traceparent"),
				row.getString("urgency").equals(Urgency.BULK.toString()));
	}

	private static @Nullable BounceKind bounce(@Nullable String name) {
		return (name != null) ? BounceKind.valueOf(name) : null;
	}

	private static @Nullable String text(@Nullable Instant instant) {
		return (instant != null) ? instant.toString() : null;
	}

	private static <Q> UUID[] ids(List<Q> asked, Function<Q, Posting> posting) {
		return asked.stream().map((one) -> UUID.fromString(posting.apply(one).id())).toArray(UUID[]::new);
	}

	private static <Q> Integer[] attempts(List<Q> asked, Function<Q, Posting> posting) {
		return asked.stream().map((one) -> posting.apply(one).attempt()).toArray(Integer[]::new);
	}

	@SuppressWarnings("NullAway") // an array for SQL may have nulls
	private static <Q> String[] texts(List<Q> asked, Function<Q, @Nullable String> field) {
		String[] texts = new String[asked.size()];
		for (int i = 0; i < texts.length; i++) {
			texts[i] = field.apply(asked.get(i));
		}
		return texts;
	}

}
