package cinema.worker.ledger;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * One row per posting; each change is committed when the method returns, so two workers
 * never both have a posting. Leases run by the database's clock.
 */
@Component
public class Ledger {

	/** What is said of what was in the inbox of somebody, or would have been. */
	public static final String TAKEN_BACK = "taken back";

	/**
	 * A higher attempt that comes too late is answered by its own number, or its workflow
	 * would not know it.
	 */
	private static final String ASK_AGAIN = """
			update ledger set reply_to = :replyTo, attempt = greatest(attempt, :attempt), receipt_due_at = now(),
			       acknowledged_at = null
			 where posting_id = :id and state not in ('CLAIMED', 'SENDING')
			returning *
			""";

	private static final String WITHDRAW = """
			insert into ledger as l (posting_id, workflow_id, channel, urgency, attempt, state, reply_to, receipt_due_at)
			values (:id, :workflow, :channel, 'urgent', 0, 'WITHDRAWN', :replyTo, now())
			on conflict (posting_id) do update
			   set state = case when l.in_doubt then 'UNKNOWN' else 'WITHDRAWN' end, reply_to = excluded.reply_to,
			       changed_at = now(), receipt_due_at = now(), acknowledged_at = null, retry_at = null, ours = false,
			       detail = case when l.in_doubt then 'withdrawn, but an earlier attempt was sent or not' end
			 where l.state in ('CLAIMED', 'DEFERRED', 'POSTPONED')
			returning *
			""";

	/**
	 * What may be sent again waits for the next copy of it; and as long as one comes, it
	 * is sent.
	 */
	private static final String TAKE_UP_LOST = """
			update ledger set state = 'CLAIMED'
			 where posting_id in (select posting_id from ledger
			         where acknowledged_at is null and state = 'SENDING' and lease_until < now() - ? * interval '1 ms'
			           and posting_id <> all(?) and channel = any(?)
			         for update skip locked)
			""";

	/** Its worker may only be cut off, and write what it knows a little later. */
	private static final String GIVE_UP_LOST = """
			update ledger set state = 'UNKNOWN', detail = 'the worker ended while the letter was on its way', in_doubt = true,
			       lease_owner = null, lease_until = null, changed_at = now(), receipt_due_at = now(), acknowledged_at = null
			 where posting_id in (select posting_id from ledger
			         where acknowledged_at is null and state = 'SENDING' and lease_until < now() - ? * interval '1 ms'
			           and posting_id <> all(?)
			         for update skip locked)
			returning channel
			""";

	/** A row that is locked is being changed, and needs no longer lease. */
	private static final String RENEW = """
			update ledger set lease_until = now() + ? * interval '1 ms'
			 where posting_id in (select posting_id from ledger
			         where posting_id = any(?) and lease_owner = ? and state in ('CLAIMED', 'SENDING') for update skip locked)
			""";

	/** Words of the channels whose letters may be sent again. */
	static final String[] REPEATABLE = Channel.words(Channel.Trait.REPEATABLE);

	private final String owner = UUID.randomUUID().toString();

	/** Postings that a thread of ours works on; nobody else's lease is renewed. */
	private final Set<UUID> inHand = ConcurrentHashMap.newKeySet();

	private final JdbcClient jdbc;

	private final MeterRegistry meters;

	private final long lease;

	private final long grace;

	/** Since when the database has answered us each time, by {@code nanoTime}. */
	private volatile long answeringSince = System.nanoTime();

	private final LedgerStatements statements;

	Ledger(JdbcClient jdbc, LedgerProperties properties, MeterRegistry meters) {
		this.jdbc = jdbc;
		this.meters = meters;
		this.lease = properties.lease().toMillis();
		this.grace = properties.grace().toMillis();
		this.statements = new LedgerStatements(jdbc, this.owner, this.lease);
	}

	/**
	 * Claims a posting for this worker, or tells what is known of it. What was granted is
	 * to be released.
	 */
	public Claim claim(Received received) {
		return claim(List.of(received)).get(0);
	}

	/**
	 * Claims postings of different ids by one statement, so that a mailing keeps nobody
	 * waiting who claims a single one.
	 * @return the answers in the same order
	 */
	public List<Claim> claim(List<Received> asked) {
		List<Boolean> granted = this.statements.claim(asked);
		if (granted.contains(false)) {
			giveUpLost();
		}
		List<Claim> claims = new ArrayList<>(asked.size());
		for (int i = 0; i < asked.size(); i++) {
			claims.add(granted.get(i) ? new Claim.Granted() : known(asked.get(i)));
		}
		for (int i = 0; i < asked.size(); i++) {
			if (granted.get(i)) {
				this.inHand.add(UUID.fromString(asked.get(i).posting().id()));
			}
		}
		return claims;
	}

	/** Nobody of ours works on it any more; what is not concluded runs out. */
	public void release(Posting posting) {
		this.inHand.remove(UUID.fromString(posting.id()));
	}

	private Claim known(Received copy) {
		UUID id = UUID.fromString(copy.posting().id());
		List<Answer> answers = askAgain(id, copy.posting().attempt(), copy.replyTo());
		if (!answers.isEmpty()) {
			return new Claim.Answered(answers.get(0));
		}
		Instant until = this.jdbc
			.sql("select greatest(lease_until, now() + interval '1 s') from ledger where posting_id = ?")
			.param(id)
			.query(Timestamp.class)
			.optional()
			.map(Timestamp::toInstant)
			.orElse(Instant.EPOCH);
		return new Claim.Busy(until);
	}

	private List<Answer> askAgain(UUID id, int attempt, @Nullable String replyTo) {
		return this.jdbc.sql(ASK_AGAIN)
			.param("id", id)
			.param("attempt", attempt)
			.param("replyTo", replyTo)
			.query(LedgerStatements::answer)
			.list();
	}

	/**
	 * Has to be true before the letter goes out; false when it was withdrawn or taken
	 * over meanwhile.
	 */
	public boolean startSending(Posting posting) {
		return startSending(List.of(posting)).get(0);
	}

	/** The same for postings of different ids, by one statement; in the same order. */
	public List<Boolean> startSending(List<Posting> postings) {
		return this.statements.startSending(postings);
	}

	/**
	 * Writes the outcomes of our attempts at postings of different ids, by one statement.
	 * @return in the same order; nothing for a posting that is not ours any more
	 */
	public List<Optional<Answer>> conclude(List<Outcome> outcomes) {
		return this.statements.conclude(outcomes);
	}

	/**
	 * Takes a posting back if nobody is sending it; null while somebody is, and its
	 * outcome is the answer then.
	 */
	public @Nullable Answer withdraw(String postingId, String workflowId, String channel, @Nullable String replyTo) {
		UUID id = UUID.fromString(postingId);
		Answer withdrawn = this.jdbc.sql(WITHDRAW)
			.param("id", id)
			.param("workflow", workflowId)
			.param("channel", channel)
			.param("replyTo", replyTo)
			.query(LedgerStatements::answer)
			.optional()
			.orElse(null);
		return (withdrawn != null) ? withdrawn : askAgain(id, 0, replyTo).stream().findFirst().orElse(null);
	}

	/** What was delivered, whether it is known here or not, was taken back. */
	public Optional<Answer> retracted(String postingId) {
		return correct(postingId, LedgerState.WITHDRAWN, TAKEN_BACK, LedgerState.REJECTED, LedgerState.EXPIRED);
	}

	/** It was delivered, whether that is known here or not, and cannot be taken back. */
	public Optional<Answer> kept(String postingId) {
		return correct(postingId, LedgerState.SENT, null);
	}

	private Optional<Answer> correct(String postingId, LedgerState state, @Nullable String detail,
			LedgerState... left) {
		return this.jdbc
			.sql("""
					update ledger set state = :state, detail = :detail, retry_at = null, ours = false, changed_at = now(),
					       receipt_due_at = now(), acknowledged_at = null
					 where posting_id = :id and state not in ('CLAIMED', 'SENDING', :state) and state <> all(:left) and bounce is null
					returning *
					""")
			.param("id", UUID.fromString(postingId))
			.param("state", state.name())
			.param("detail", detail)
			.param("left", Arrays.stream(left).map(LedgerState::name).toArray(String[]::new))
			.query(LedgerStatements::answer)
			.optional();
	}

	/**
	 * Who wrote a posting; nothing when it is not known any more.
	 */
	public Optional<Written> written(UUID posting) {
		return this.jdbc.sql("select workflow_id, attempt, message_id from ledger where posting_id = ?")
			.param(posting)
			.query((row, number) -> new Written(row.getString("workflow_id"), row.getInt("attempt"),
					row.getObject("message_id", UUID.class)))
			.optional();
	}

	/** Those of these whose receipt no broker has confirmed yet. */
	public Set<UUID> unacknowledged(Collection<UUID> postings) {
		return Set
			.copyOf(this.jdbc.sql("select posting_id from ledger where posting_id = any(?) and acknowledged_at is null")
				.param(postings.toArray(UUID[]::new))
				.query(UUID.class)
				.list());
	}

	/** What was concluded a while ago and whose receipt no broker has confirmed. */
	public List<Answer> unacknowledged(int most) {
		return this.jdbc.sql("""
				select * from ledger
				 where acknowledged_at is null and state not in ('CLAIMED', 'SENDING')
				   and receipt_due_at < now() - interval '2 s'
				 order by receipt_due_at limit ?
				""").param(most).query(LedgerStatements::answer).list();
	}

	/**
	 * The broker has these receipts; one that was asked for again meanwhile, or that says
	 * something else by now, stays open.
	 * @param gone the queues of those who have asked for what went to everybody's queue
	 */
	public void acknowledged(List<Answer> answers, Set<String> gone) {
		this.statements.acknowledge(answers, gone);
	}

	void renewLeases() {
		watched(() -> this.jdbc.sql(RENEW).param(this.lease).param(inHand()).param(this.owner).update());
	}

	/**
	 * Whoever sent these is gone, and nobody can tell whether the letters are. After an
	 * outage of the database everybody who has outcomes to write comes first.
	 */
	@Scheduled(fixedDelay = 2000)
	void giveUpLost() {
		if (System.nanoTime() - this.answeringSince >= TimeUnit.MILLISECONDS.toNanos(this.grace)) {
			watched(() -> this.jdbc.sql(TAKE_UP_LOST).params(this.grace, inHand(), REPEATABLE).update());
			watched(() -> this.jdbc.sql(GIVE_UP_LOST)
				.param(this.grace)
				.param(inHand())
				.query(String.class)
				.list()
				.forEach(this::lost));
		}
	}

	/** An attempt like any other, whose worker can count it no more. */
	private void lost(String channel) {
		this.meters.counter("cinema.deliveries", "channel", channel, "status", LedgerState.UNKNOWN.name()).increment();
	}

	private void watched(Runnable statement) {
		boolean answered = false;
		try {
			statement.run();
			answered = true;
		}
		finally {
			this.answeringSince = answered ? this.answeringSince : System.nanoTime();
		}
	}

	private UUID[] inHand() {
		return this.inHand.toArray(UUID[]::new);
	}

	/**
	 * Who wrote a posting.
	 *
	 * @param messageId the message in the inbox that says the same, or null
	 */
	public record Written(String workflowId, int attempt, @Nullable UUID messageId) {
	}

}
