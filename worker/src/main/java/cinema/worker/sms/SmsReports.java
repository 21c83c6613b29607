package cinema.worker.sms;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import cinema.platform.sweep.Sweep;
import cinema.platform.text.MessageParts;
import cinema.worker.bounce.ProviderReports;
import cinema.worker.ledger.Bounces;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.BounceReport;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.PostingQueues;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
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
class SmsReports implements ProviderReports {

	private static final Logger logger = LoggerFactory.getLogger(SmsReports.class);

	/** For so long a report waits for the answer to its message. */
	private static final Duration OVERTAKES = Duration.ofMinutes(10);

	/** What is known waits for the broker however long that is away. */
	private static final String NOTHING_KNOWN = """
			(case when posting_id is null
			      then not exists (select 1 from sms_message m where m.reference = sms_report.reference)
			      else exists (select 1 from sms_message m where m.posting_id = sms_report.posting_id)
			       and not exists (select 1 from sms_message m where m.posting_id = sms_report.posting_id and m.provider = sms_report.provider)
			 end)""";

	private static final int BATCH = 100;

	/**
	 * An id that two postings have tells of neither, and a provider tells of what it took
	 * itself. What nobody is known to have taken may be of before, or without an answer:
	 * the ledger tells more. A network that tried for an hour says something of a number;
	 * a code is worth two minutes.
	 */
	private static final String MATCH = """
			select r.reference, coalesce(m.posting_id, r.posting_id) as posting_id, r.detail, r.provider,
			       m.posting_id is null as unkept,
			       case when r.detail like 'EXPIRED%' and r.at < m.at + interval '1 hour' then 'blocked' else r.kind end as kind
			  from sms_report r left join lateral (
			           select min(s.posting_id::text)::uuid as posting_id, min(s.at) as at
			             from (select posting_id, at from sms_message
			                    where r.posting_id is null and reference = r.reference
			                      and (r.provider is null or provider is null or provider = r.provider)
			                   union all
			                   select posting_id, at from sms_message where posting_id = r.posting_id and provider = r.provider) s
			           having count(distinct s.posting_id) = 1) m on true
			 where r.due_at <= now()
			   and (m.posting_id is not null
			        or (r.posting_id is not null and not exists (select 1 from sms_message s where s.posting_id = r.posting_id)))
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

	/**
	 * Parts were taken, counted from 0; their report will name them so.
	 * @param id what the provider calls them
	 */
	void expect(OutgoingSms message, String provider, String id, List<Integer> parts) {
		this.jdbc
			.sql("""
					insert into sms_message (posting_id, part, reference, provider, text_hash)
					select :posting, part, :reference, :provider, :text from unnest(:parts::int[]) as part
					on conflict (posting_id, part) do update set reference = excluded.reference, provider = excluded.provider,
					       text_hash = excluded.text_hash, at = now()
					""")
			.param("posting", UUID.fromString(message.postingId()))
			.param("reference", SmsProvider.prefix(provider) + id)
			.param("provider", provider)
			.param("text", hash(message.text()))
			.param("parts", parts.toArray(Integer[]::new))
			.update();
	}

	/** None of one part, which is mixed with no other and may be a code. */
	private static @Nullable Integer hash(MessageParts text) {
		return (text.parts().size() > 1) ? (Integer) String.join("", text.parts()).hashCode() : null;
	}

	/** Whether parts of a posting were handed over that are of another text. */
	boolean hasOtherText(String postingId, MessageParts text) {
		return this.jdbc.sql("""
				select count(*) from sms_message
				 where posting_id = :posting and text_hash is not null and text_hash is distinct from cast(:text as int)
				""")
			.param("posting", UUID.fromString(postingId))
			.param("text", hash(text))
			.query(Integer.class)
			.single() > 0;
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

	/**
	 * Committed when it returns; a second one changes nothing.
	 * @param kind how the message failed, or null
	 */
	void take(DeliveryReport report, @Nullable BounceKind kind) {
		if (kind == null) {
			count(report.isDelivered() ? "delivered" : "under_way", 1);
			return;
		}
		this.jdbc.sql("insert into sms_report (reference, kind, detail) values (?, ?, ?) on conflict do nothing")
			.params(report.reference(), kind.name().toLowerCase(Locale.ROOT), report.detail())
			.update();
		count("failed", 1);
	}

	@Override
	public void take(ProviderReport report) {
		String posting = report.postingId();
		this.jdbc.sql("""
				insert into sms_report (reference, posting_id, provider, kind, detail) values (?, ?, ?, ?, ?)
				on conflict do nothing
				""")
			.params(Arrays.asList(
					SmsProvider.prefix(report.provider()) + ((posting != null) ? posting : report.reference()),
					(posting != null) ? UUID.fromString(posting) : null, report.provider(),
					report.kind().name().toLowerCase(Locale.ROOT), report.detail()))
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
	private void settle(List<Matched> matched) {
		List<Matched> failures = matched.stream().filter(this::isTheirs).toList();
		List<Matched> strangers = matched.stream().filter((one) -> !failures.contains(one)).toList();
		count("unmatched", strangers.size());
		Map<UUID, Boolean> sent = this.ledger.sent(failures.stream().map(Matched::postingId).toList());
		tell(failures.stream().filter((one) -> Boolean.TRUE.equals(sent.get(one.postingId()))).toList());
		List<Matched> early = failures.stream()
			.filter((one) -> Boolean.FALSE.equals(sent.get(one.postingId())))
			.toList();
		this.jdbc.sql("update sms_report set due_at = now() + interval '5 s' where reference = any(?)")
			.param(references(early))
			.update();
		this.jdbc.sql("delete from sms_report where reference = any(?)")
			.param(references(matched.stream().filter((one) -> !early.contains(one)).toList()))
			.update();
	}

	private boolean isTheirs(Matched failure) {
		String provider = failure.provider();
		return !failure.unkept() || provider == null || this.ledger.mayBeOf(Channel.SMS, provider, failure.postingId());
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

	/**
	 * A failure whose message is known.
	 *
	 * @param provider who tells of it by our own id, or null
	 * @param unkept whether nobody is known to have taken the message
	 */
	record Matched(String reference, UUID postingId, String kind, String detail, @Nullable String provider,
			boolean unkept) {
	}

}
