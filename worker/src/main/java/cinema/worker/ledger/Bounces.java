package cinema.worker.ledger;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;

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

	private static final String SENT = """
			select posting_id, state in ('SENT', 'UNKNOWN') or bounce is not null as sent
			  from ledger where posting_id = any(?) and (state not in ('REJECTED', 'EXPIRED', 'WITHDRAWN') or bounce is not null)
			""";

	/** Where there are several, the words of what became of it begin with a provider. */
	private static final String BY = """
			select count(*) from ledger
			 where posting_id = :id and channel = :channel
			   and coalesce(substring(coalesce(provider_reference, detail) from '^([a-z0-9][a-z0-9-]{0,29}): '), :provider) = :provider
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

	/**
	 * Whether something can come back of these: they were sent, or may have been; false
	 * for what is under way, and nothing for what never was sent, or is forgotten.
	 */
	public Map<UUID, Boolean> sent(Collection<UUID> postings) {
		return this.jdbc.sql(SENT)
			.param(postings.toArray(UUID[]::new))
			.query((row, number) -> Map.entry(row.getObject("posting_id", UUID.class), row.getBoolean("sent")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Whether a posting of a channel went to a provider, as far as its words say. */
	public boolean mayBeOf(Channel channel, String provider, UUID posting) {
		return this.jdbc.sql(BY)
			.param("id", posting)
			.param("channel", channel.toString())
			.param("provider", provider)
			.query(Integer.class)
			.single() > 0;
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
