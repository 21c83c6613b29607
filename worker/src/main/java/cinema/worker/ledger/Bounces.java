package cinema.worker.ledger;

import java.util.UUID;

import cinema.workflows.contract.BounceKind;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Corrects what was sent by what came back of it. The first word stays; each has a
 * receipt of its own, which goes out from the ledger like any other.
 */
@Component
public class Bounces {

	/**
	 * What a complaint is about has arrived. Whoever waited for the receipt of that time
	 * is gone, so that it goes to everybody's queue.
	 */
	private static final String CORRECT = """
			update ledger set state = case when :kind = 'COMPLAINT' then 'SENT' else 'REJECTED' end, bounce = :kind,
			       detail = :detail, retry_at = null, ours = false, changed_at = now(), receipt_due_at = now(),
			       acknowledged_at = null, reply_to = null
			 where posting_id = :id and state in ('SENT', 'UNKNOWN') and bounce is null
			""";

	private static final String LOOK = """
			select case when bounce is not null then 'KNOWN' when state in ('DEFERRED', 'REJECTED', 'EXPIRED', 'POSTPONED', 'WITHDRAWN')
			            then 'NOT_SENT' else 'ON_ITS_WAY' end
			  from ledger where posting_id = ?
			""";

	private final JdbcClient jdbc;

	Bounces(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Committed when this returns.
	 * @param detail at most 200 characters, no address
	 */
	public Correction correct(String postingId, BounceKind kind, String detail) {
		UUID id = UUID.fromString(postingId);
		int corrected = this.jdbc.sql(CORRECT)
			.param("kind", kind.name())
			.param("detail", detail)
			.param("id", id)
			.update();
		return (corrected > 0) ? Correction.DONE
				: this.jdbc.sql(LOOK)
					.param(id)
					.query(String.class)
					.optional()
					.map(Correction::valueOf)
					.orElse(Correction.FORGOTTEN);
	}

	/** What became of such a word. */
	public enum Correction {

		/** It is told. */
		DONE,

		/** Something came back of it before, and counts. */
		KNOWN,

		/** Its outcome is not written yet; it came back sooner than that. */
		ON_ITS_WAY,

		/** It was never sent, as far as the ledger knows. */
		NOT_SENT,

		/** The ledger has no such posting, or not any more. */
		FORGOTTEN

	}

}
