package cinema.worker.sms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.platform.sweep.Sweep;
import cinema.worker.ledger.Bounces;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.BounceReport;
import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.MeterRegistry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings reports and messages together: a report may come before the answer to its
 * message, days later, twice, to another instance, or about a message that nobody knows.
 * What failed goes the way of all that comes back.
 */
class SmsReports {

	private static final Logger logger = LoggerFactory.getLogger(SmsReports.class);

	/** For so long a report waits for the answer to its message. */
	private static final Duration OVERTAKES = Duration.ofMinutes(10);

	/** What is known waits for the broker however long that is away. */
	private static final String NOTHING_KNOWN = "not exists (select 1 from sms_message m where m.reference = sms_report.reference)";

	private static final int BATCH = 100;

	/** An id that two postings have tells of neither. */
	private static final String MATCH = """
			select r.reference, m.posting_id, r.kind, r.detail
			  from sms_report r join lateral (select min(posting_id::text)::uuid as posting_id from sms_message
			                                   where reference = r.reference having count(distinct posting_id) = 1) m on true
			 where r.due_at <= now()
			 order by r.due_at limit :most for update of r skip locked
			""";

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ConfirmedPublisher publisher;

	private final Bounces ledger;

	private final SmsProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	SmsReports(JdbcClient jdbc, TransactionTemplate transaction, ConfirmedPublisher publisher, Bounces ledger,
			SmsProperties properties, MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.publisher = publisher;
		this.ledger = ledger;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
		List.of("delivered", "failed", "under_way", "unreadable", "unmatched").forEach((what) -> count(what, 0));
	}

	/** A part was taken, counted from 0; its report will name it so, by its provider. */
	void expect(String reference, String postingId, int part) {
		this.jdbc.sql("""
				insert into sms_message (posting_id, part, reference) values (?, ?, ?)
				on conflict (posting_id, part) do update set reference = excluded.reference, at = now()
				""").params(UUID.fromString(postingId), part, reference).update();
	}

	/** What parts of a posting are called that attempts before have handed over. */
	Map<Integer, String> taken(String postingId) {
		return this.jdbc.sql("select part, reference from sms_message where posting_id = ?")
			.param(UUID.fromString(postingId))
			.query((row, number) -> Map.entry(row.getInt("part"), row.getString("reference")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** Committed when it returns; a second one changes nothing. */
	void take(DeliveryReport report) {
		BounceKind kind = report.failure().orElse(null);
		if (kind == null) {
			count(report.isDelivered() ? "delivered" : "under_way", 1);
			return;
		}
		this.jdbc.sql("insert into sms_report (reference, kind, detail) values (?, ?, ?) on conflict do nothing")
			.params(report.reference(), kind.name().toLowerCase(Locale.ROOT), report.detail())
			.update();
		count("failed", 1);
	}

	/** Nobody can tell what it is about. */
	void unreadable() {
		count("unreadable", 1);
	}

	/** Tells of what failed; each is told again until the broker has it. */
	@Scheduled(fixedDelay = 1000)
	void match() {
		try {
			while (matched() == BATCH) {
				logger.debug("There are more reports");
			}
		}
		catch (RuntimeException trouble) {
			logger.warn("Reports of messages have to wait: {}", trouble.getClass().getSimpleName());
		}
	}

	private int matched() {
		Integer looked = this.transaction.execute((open) -> {
			List<Matched> failures = this.jdbc.sql(MATCH).param("most", BATCH).query(Matched.class).list();
			if (!failures.isEmpty()) {
				settle(failures);
			}
			return failures.size();
		});
		return (looked != null) ? looked : 0;
	}

	/** What is not sent yet may be so in a while. */
	private void settle(List<Matched> failures) {
		Map<UUID, Boolean> sent = this.ledger.sent(failures.stream().map(Matched::postingId).toList());
		tell(failures.stream().filter((one) -> Boolean.TRUE.equals(sent.get(one.postingId()))).toList());
		List<Matched> early = failures.stream()
			.filter((one) -> Boolean.FALSE.equals(sent.get(one.postingId())))
			.toList();
		this.jdbc.sql("update sms_report set due_at = now() + interval '5 s' where reference = any(?)")
			.param(references(early))
			.update();
		this.jdbc.sql("delete from sms_report where reference = any(?)")
			.param(references(failures.stream().filter((one) -> !early.contains(one)).toList()))
			.update();
	}

	private void tell(List<Matched> failures) {
		if (!failures.isEmpty()
				&& !this.publisher.publish(failures, (one) -> PostingQueues.RETURNED, SmsReports::message).isEmpty()) {
			throw new IllegalStateException("there is no queue " + PostingQueues.RETURNED);
		}
	}

	private static String[] references(List<Matched> failures) {
		return failures.stream().map(Matched::reference).toArray(String[]::new);
	}

	private static Message message(Matched failure) {
		BounceReport report = new BounceReport(failure.postingId().toString(), null, failure.kind(), null,
				failure.detail());
		return MessageBuilder.withBody(JSON.writeValueAsString(report).getBytes(StandardCharsets.UTF_8))
			.setContentType("application/json")
			.build();
	}

	@Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.MINUTES)
	void forget() {
		Instant now = this.clock.instant();
		try {
			int unmatched = new Sweep("sms_report", "at", NOTHING_KNOWN).delete(this.jdbc, now.minus(OVERTAKES));
			count("unmatched", unmatched);
			new Sweep("sms_message", "at").delete(this.jdbc, now.minus(this.properties.reportsFor()));
		}
		catch (RuntimeException trouble) {
			logger.debug("Old reports stay for now: {}", trouble.getClass().getSimpleName());
		}
	}

	private void count(String what, int much) {
		this.meters.counter("cinema.sms.reports", "result", what).increment(much);
	}

	/** A failure whose message is known. */
	record Matched(String reference, UUID postingId, String kind, String detail) {
	}

}
