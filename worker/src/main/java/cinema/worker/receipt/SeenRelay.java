package cinema.worker.receipt;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import cinema.worker.ledger.Ledger;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.queue.WireFormat;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells whoever wrote what was seen, until the broker has it, and not before it has the
 * receipt of the delivery. Each travels alone, so that an orchestrator which does not
 * know such receipts puts nothing else aside.
 */
public final class SeenRelay {

	private static final Logger logger = LoggerFactory.getLogger(SeenRelay.class);

	private static final int BATCH = 200;

	/**
	 * For a while they are this instance's; what cannot be told has its turn again then,
	 * behind what is new.
	 */
	private static final String TAKE = """
			update %1$s set seen_due_at = now() + interval '3 s'
			 where posting_id in (select posting_id from %1$s
			         where seen_at is not null and not seen_told and seen_due_at < now()
			         order by seen_due_at limit ? for update skip locked)
			returning posting_id, workflow_id, attempt, seen_at
			""";

	private final String take;

	private final String told;

	private final Channel channel;

	private final JdbcClient jdbc;

	private final Ledger ledger;

	private final ConfirmedPublisher publisher;

	private final WireFormat wire;

	/**
	 * Of one channel.
	 * @param table with posting_id, workflow_id, attempt, seen_at, seen_told and
	 * seen_due_at
	 */
	public SeenRelay(Channel channel, String table, JdbcClient jdbc, Ledger ledger, ConfirmedPublisher publisher,
			WireFormat wire) {
		this.take = TAKE.formatted(table);
		this.told = "update " + table + " set seen_told = true where posting_id = any(?)";
		this.channel = channel;
		this.jdbc = jdbc;
		this.ledger = ledger;
		this.publisher = publisher;
		this.wire = wire;
	}

	/** What was seen since; trouble is left to the next time. */
	public void tell() {
		try {
			tell(this.jdbc.sql(this.take)
				.param(BATCH)
				.query((row, number) -> new Receipt(row.getString("posting_id"), row.getString("workflow_id"),
						row.getInt("attempt"), ReceiptStatus.SEEN, row.getTimestamp("seen_at").toInstant(), null, null,
						null, false))
				.list());
		}
		catch (RuntimeException trouble) {
			logger.warn("What was seen is told later: {}", trouble.getClass().getSimpleName());
		}
	}

	private void tell(List<Receipt> seen) {
		if (seen.isEmpty()) {
			return;
		}
		Set<UUID> open = this.ledger.unacknowledged(ids(seen));
		List<Receipt> due = seen.stream().filter((one) -> !open.contains(UUID.fromString(one.postingId()))).toList();
		List<Receipt> homeless = this.publisher.publish(due, (one) -> PostingQueues.RECEIPTS, this::message);
		List<Receipt> told = due.stream().filter((one) -> !homeless.contains(one)).toList();
		this.jdbc.sql(this.told).param(ids(told).toArray(UUID[]::new)).update();
	}

	private static Collection<UUID> ids(List<Receipt> receipts) {
		return receipts.stream().map((one) -> UUID.fromString(one.postingId())).toList();
	}

	private Message message(Receipt receipt) {
		return MessageBuilder.withBody(this.wire.write(receipt))
			.setContentType(MessageProperties.CONTENT_TYPE_JSON)
			.setDeliveryMode(MessageDeliveryMode.PERSISTENT)
			.setMessageId(receipt.postingId() + "/seen")
			.setHeader(PostingQueues.CHANNEL, this.channel.toString())
			.build();
	}

}
