package cinema.orchestrator.journal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.contract.Receipt;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Corrects what was taken for delivered. Each letter once: of a second word about it
 * nothing is written.
 */
@Component
public class JournalBounces {

	/** What is complained about has arrived, whatever was believed. */
	private static final String CORRECT = """
			update journal j set state = case when r.kind = 'COMPLAINT' then 'DELIVERED' else 'REJECTED' end, bounce = r.kind,
			       reason = r.reason, concluded_at = case when j.state = 'DELIVERED' and r.kind = 'COMPLAINT' then j.concluded_at else r.at end,
			       retry_at = null, ours = false,
			       attempts = j.attempts || jsonb_build_object('number', r.attempt, 'reason', r.reason, 'at', r.at, 'outcome',
			           case when r.kind = 'COMPLAINT' then 'COMPLAINED' else 'BOUNCED' end)
			  from unnest(?::uuid[], ?::int[], ?::text[], ?::text[], ?::timestamptz[]) as r(id, attempt, kind, reason, at)
			 where j.id = r.id and j.bounce is null
			returning j.id, j.user_id, j.posting, j.domain
			""";

	private static final Logger logger = LoggerFactory.getLogger(JournalBounces.class);

	private final JdbcClient jdbc;

	private final SealedLetters sealed;

	JournalBounces(JdbcClient jdbc, SealedLetters sealed) {
		this.jdbc = jdbc;
		this.sealed = sealed;
	}

	/** Writes down what came back; those of which that was news. */
	public List<Bounced> correct(Collection<Receipt> bounces) {
		Map<String, Receipt> once = new TreeMap<>();
		bounces.forEach((receipt) -> once.putIfAbsent(receipt.postingId(), receipt));
		Collection<Receipt> all = once.values();
		List<Row> rows = this.jdbc.sql(CORRECT)
			.params(all.stream().map((one) -> UUID.fromString(one.postingId())).toArray(UUID[]::new),
					all.stream().map(Receipt::attempt).toArray(Integer[]::new),
					all.stream().map((one) -> String.valueOf(one.bounce())).toArray(String[]::new),
					all.stream().map(Receipt::detail).toArray(String[]::new),
					all.stream().map((one) -> one.at().toString()).toArray(String[]::new))
			.query(Row.class)
			.list();
		return opened(rows, once);
	}

	/** The same of receipts that are in the journal already. */
	public List<Bounced> letters(Collection<Receipt> refused) {
		Map<String, Receipt> once = new TreeMap<>();
		refused.forEach((receipt) -> once.put(receipt.postingId(), receipt));
		return opened(this.jdbc.sql("select id, user_id, posting, domain from journal where id = any(?)")
			.param(once.keySet().stream().map(UUID::fromString).toArray(UUID[]::new))
			.query(Row.class)
			.list(), once);
	}

	private List<Bounced> opened(List<Row> rows, Map<String, Receipt> receipts) {
		return rows.stream()
			.map((row) -> new Bounced(Objects.requireNonNull(receipts.get(row.id().toString())), row.userId(),
					open(row), row.domain()))
			.toList();
	}

	/** What cannot be opened keeps no other receipt waiting. */
	private @Nullable String open(Row row) {
		try {
			return this.sealed.open(row.id(), row.posting());
		}
		catch (IllegalStateException ex) {
			logger.warn("Nobody can tell whose letter {} was that came back: {}", row.id(), ex.getMessage());
			return null;
		}
	}

	private record Row(UUID id, @Nullable String userId, @Nullable String posting, @Nullable String domain) {
	}

	/**
	 * A letter that came back.
	 *
	 * @param userId whom it was for, or null where an address alone is known
	 * @param posting the JSON as it was published, or null when it is forgotten
	 * @param domain of the address, or null where it was not noted
	 */
	public record Bounced(Receipt receipt, @Nullable String userId, @Nullable String posting, @Nullable String domain) {
	}

}
