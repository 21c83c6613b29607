package cinema.worker.sms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.platform.sweep.Sweep;
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

	private static final int BATCH = 100;

	private static final String MATCH = """
			select r.reference, m.posting_id, r.kind, r.detail from sms_report r join sms_message m using (reference)
			 order by r.at limit :most for update of r skip locked
			""";

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.build();

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final ConfirmedPublisher publisher;

	private final SmsProperties properties;

	private final MeterRegistry meters;

	private final Clock clock;

	SmsReports(JdbcClient jdbc, TransactionTemplate transaction, ConfirmedPublisher publisher, SmsProperties properties,
			MeterRegistry meters, Clock clock) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.publisher = publisher;
		this.properties = properties;
		this.meters = meters;
		this.clock = clock;
		List.of("delivered", "failed", "under_way", "unreadable", "unmatched").forEach((what) -> count(what, 0));
	}

	/** A part was taken; its report will name it so. */
	void expect(String id, String postingId) {
		this.jdbc.sql("""
				insert into sms_message (reference, posting_id) values (?, ?)
				on conflict (reference) do update set posting_id = excluded.posting_id, at = now()
				""").params(DeliveryReport.reference(id), UUID.fromString(postingId)).update();
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
		Integer told = this.transaction.execute((open) -> {
			List<Matched> failures = this.jdbc.sql(MATCH).param("most", BATCH).query(Matched.class).list();
			if (!failures.isEmpty()) {
				List<Matched> unplaced = this.publisher.publish(failures, (one) -> PostingQueues.RETURNED,
						SmsReports::message);
				if (!unplaced.isEmpty()) {
					throw new IllegalStateException("there is no queue " + PostingQueues.RETURNED);
				}
				this.jdbc.sql("delete from sms_report where reference = any(?)")
					.param(failures.stream().map(Matched::reference).toArray(String[]::new))
					.update();
			}
			return failures.size();
		});
		return (told != null) ? told : 0;
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
			int unmatched = new Sweep("sms_report", "at").delete(this.jdbc, now.minus(OVERTAKES));
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
