package cinema.worker.ledger;

import java.time.Clock;
import java.time.Duration;
import java.util.List;

import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which receipts lie in whose queue since lately. That queue is gone when whoever asked
 * is, and what it had not read goes with it.
 */
@Component
public class AnsweredQueues {

	/** What a sender still owes is found by the relay, as after any other trouble. */
	private static final String OPEN_AGAIN = """
			with lost as (delete from answered where reply_to = :queue returning posting_ids)
			update ledger set acknowledged_at = null, reply_to = null, receipt_due_at = now() - interval '1 minute'
			 where posting_id in (select unnest(posting_ids) from lost) and reply_to = :queue
			   and acknowledged_at is not null and state not in ('CLAIMED', 'SENDING')
			""";

	private static final Duration READ = Duration.ofMinutes(15);

	private final JdbcClient jdbc;

	private final Clock clock;

	AnsweredQueues(JdbcClient jdbc, Clock clock) {
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Those that have had receipts, and none for a while: a new one would tell. */
	public List<String> quiet() {
		return this.jdbc.sql("""
				select reply_to from answered group by reply_to having max(at) < now() - interval '15 s'
				""").query(String.class).list();
	}

	/**
	 * It is gone, and everybody gets what it had.
	 * @return how many receipts go out again
	 */
	public int lost(String queue) {
		return this.jdbc.sql(OPEN_AGAIN).param("queue", queue).update();
	}

	/** What lies there for so long has been read. */
	public void forgetOld() {
		new Sweep("answered", "at").delete(this.jdbc, this.clock.instant().minus(READ));
	}

}
