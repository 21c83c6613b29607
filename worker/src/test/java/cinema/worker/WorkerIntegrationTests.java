package cinema.worker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The worker between a real broker, a real database and a scripted SMTP server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "cinema.ledger.lease=2s", "cinema.ledger.renew-every=1s", "cinema.ledger.grace=1s" })
@Timeout(60)
class WorkerIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
		.build();

	private static final String BULK = "postings.email.bulk";

	private static final QuietHours ALL_DAY = new QuietHours(LocalTime.MIN, LocalTime.of(23, 59, 59, 999_999_999));

	private static SmtpScript smtp;

	private static EmbeddedPostgres postgres;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ApplicationContext context;

	private final Deque<Receipt> arrived = new ArrayDeque<>();

	private final String replyTo = "receipts." + UUID.randomUUID();

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		smtp = new SmtpScript();
		postgres = WorkerStage.parts(properties);
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", () -> smtp.port());
	}

	@AfterAll
	static void stop() throws IOException {
		smtp.close();
		postgres.close();
	}

	@BeforeEach
	void beginAnew() {
		smtp.letters.clear();
		smtp.answers.clear();
		smtp.delays.clear();
		this.admin.declareQueue(new Queue(this.replyTo, false, false, false));
	}

	@Test
	void deliversAndReportsToWhoeverDispatched() {
		Posting posting = posting(null);
		publish(posting);
		Receipt receipt = receipt(this.replyTo);
		assertThat(receipt.postingId()).isEqualTo(posting.id());
		assertThat(receipt.workflowId()).isEqualTo(posting.workflowId());
		assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(receipt.providerReference()).contains("queued as 7");
		assertThat(smtp.letters).singleElement().asString().contains("Message-ID: <" + posting.id());
	}

	@Test
	void answersCopiesByTheFirstReceiptAndSendsNothing() {
		Posting posting = posting(null);
		publish(posting);
		Receipt first = receipt(this.replyTo);
		publish(posting);
		publish(posting);
		assertThat(receipt(this.replyTo)).isEqualTo(first);
		assertThat(receipt(this.replyTo)).isEqualTo(first);
		assertThat(smtp.letters).hasSize(1);
	}

	@Test
	void reportsToEverybodyWhenWhoeverDispatchedIsGone() {
		Posting posting = posting(null);
		publish(posting, "receipts." + UUID.randomUUID());
		Receipt receipt = receipt(PostingQueues.RECEIPTS);
		assertThat(receipt.postingId()).isEqualTo(posting.id());
		await().atMost(Duration.ofSeconds(5)).until(() -> isAcknowledged(posting));
	}

	/** An orchestrator was killed: what it had not read went with its queue. */
	@Test
	void reportsToEverybodyWhatLayInAQueueThatIsGone() {
		List<Posting> postings = Stream.generate(() -> posting(null)).limit(5).toList();
		postings.forEach(this::publish);
		await().atMost(Duration.ofSeconds(10)).until(() -> postings.stream().allMatch(this::isAcknowledged));
		this.admin.deleteQueue(this.replyTo);

		List<Receipt> receipts = Stream.generate(() -> lateReceipt()).limit(5).toList();

		assertThat(receipts).extracting(Receipt::postingId)
			.containsExactlyInAnyOrderElementsOf(postings.stream().map(Posting::id).toList());
		await().atMost(Duration.ofSeconds(5)).until(() -> postings.stream().allMatch(this::isAcknowledged));
		assertThat(this.jdbc.sql("select count(*) from answered where reply_to = ?")
			.param(this.replyTo)
			.query(Integer.class)
			.single()).isZero();
	}

	private Receipt lateReceipt() {
		await().atMost(Duration.ofSeconds(45)).until(() -> {
			Message message = this.arrived.isEmpty() ? this.rabbit.receive(PostingQueues.RECEIPTS, 1000) : null;
			if (message != null) {
				this.arrived.addAll(JSON.readValue(message.getBody(), new TypeReference<List<Receipt>>() {
				}));
			}
			return !this.arrived.isEmpty();
		});
		return this.arrived.remove();
	}

	@Test
	void sendsNothingInTheNightAndTellsWhenItEnds() {
		publish(posting(ALL_DAY));
		Receipt receipt = receipt(this.replyTo);
		assertThat(receipt.status()).isEqualTo(ReceiptStatus.POSTPONED);
		assertThat(receipt.retryAt()).isAfter(Instant.now());
		assertThat(smtp.letters).isEmpty();
	}

	@Test
	void sendsNothingPastTheDeadline() {
		publish(Postings.posting());
		assertThat(receipt(this.replyTo).status()).isEqualTo(ReceiptStatus.EXPIRED);
		assertThat(smtp.letters).isEmpty();
	}

	@Test
	void tellsWhatTheServerPutsOffFromWhatItRefuses() {
		smtp.answers.put("RCPT", "452 4.2.2 full");
		Posting posting = posting(null);
		publish(posting);
		assertThat(receipt(this.replyTo).status()).isEqualTo(ReceiptStatus.DEFERRED);
		smtp.answers.put("RCPT", "550 5.1.1 never, ann@example.com");
		publish(attempt(posting, 2));
		Receipt refused = receipt(this.replyTo);
		assertThat(refused.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(refused.attempt()).isEqualTo(2);
		assertThat(refused.detail()).contains("never").doesNotContain("ann@");
	}

	@Test
	void waitsForTheEndOfALeaseThatNobodyRenews() {
		Posting posting = posting(null);
		this.jdbc.sql("""
				insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, lease_owner, lease_until)
				values (?, 'w', 'email', 'normal', 1, 'SENDING', 'somebody who was killed', now() + interval '1 s')
				""").param(UUID.fromString(posting.id())).update();
		publish(posting);
		assertThat(receipt(this.replyTo).status()).isEqualTo(ReceiptStatus.UNKNOWN);
		publish(attempt(posting, 2));
		assertThat(receipt(this.replyTo).status()).isEqualTo(ReceiptStatus.DELIVERED);
	}

	@Test
	void movesWhatNobodyCanReadOutOfTheWay() {
		send("postings.email.normal", "{\"id\": 7", (message) -> {
		});
		Posting posting = posting(null);
		publish(posting);
		Message dead = this.rabbit.receive(PostingQueues.DEAD, 5000);
		assertThat(dead).isNotNull();
		assertThat(dead.getMessageProperties().<String>getHeader("x-reason")).contains("JSON");
		assertThat(dead.getBody()).asString().isEqualTo("{\"id\": 7");
		assertThat(receipt(this.replyTo).postingId()).isEqualTo(posting.id());
	}

	@Test
	void takesBackWhatItHasNotSentAndTellsOfTheRest() {
		Posting sent = posting(null);
		publish(sent);
		receipt(this.replyTo);
		Posting queued = posting(null);
		Withdrawal withdrawal = new Withdrawal("event/x/1", Channel.EMAIL, List.of(queued.id(), sent.id()));
		send("postings.email.urgent", JSON.writeValueAsString(withdrawal),
				(message) -> message.setType(PostingQueues.WITHDRAWAL_TYPE));
		assertThat(List.of(receipt(this.replyTo), receipt(this.replyTo)))
			.extracting((receipt) -> receipt.postingId() + " " + receipt.status())
			.containsExactlyInAnyOrder(queued.id() + " WITHDRAWN", sent.id() + " DELIVERED");
		publish(queued);
		assertThat(receipt(this.replyTo).status()).isEqualTo(ReceiptStatus.WITHDRAWN);
		assertThat(smtp.letters).hasSize(1);
	}

	@Test
	void deliversAMailingWhateverIsBetweenItsLetters() {
		List<Posting> postings = IntStream.range(0, 120).mapToObj((number) -> posting(null)).toList();
		postings.forEach((one) -> send(BULK, JSON.writeValueAsString(one), (message) -> {
		}));
		send(BULK, "{\"id\": 7", (message) -> {
		});
		send(BULK, JSON.writeValueAsString(postings.get(0)), (message) -> {
		});
		send(BULK, JSON.writeValueAsString(postings.get(1))
			.replace(postings.get(1).id(), postings.get(1).id().toUpperCase(Locale.ROOT)), (message) -> {
			});
		send(BULK, JSON.writeValueAsString(posting(null)).replace("event/user_signed_up/1", "event\\u0000"),
				(message) -> {
				});
		send(BULK, JSON.writeValueAsString(Postings.posting()), (message) -> {
		});

		List<Receipt> receipts = IntStream.range(0, 123).mapToObj((number) -> receipt(this.replyTo)).toList();

		assertThat(receipts).filteredOn((one) -> one.status() == ReceiptStatus.DELIVERED).hasSize(122);
		assertThat(receipts).filteredOn((one) -> one.status() == ReceiptStatus.EXPIRED).hasSize(1);
		assertThat(receipts).extracting(Receipt::postingId).containsAll(postings.stream().map(Posting::id).toList());
		assertThat(smtp.letters).hasSize(120);
		assertThat(List.of(dead(), dead())).containsExactlyInAnyOrder("the message is no valid JSON",
				"workflow_id: has control characters");
		await().atMost(Duration.ofSeconds(5)).until(() -> this.admin.getQueueInfo(BULK).getMessageCount() == 0);
	}

	/** Longer than a lease and its grace: the letter is waited for all the while. */
	@Test
	void deliversOnceWhatTheServerIsSlowToTake() {
		smtp.delays.put(".", Duration.ofSeconds(5));
		Posting single = posting(null);
		List<Posting> mailing = Stream.generate(() -> bulk()).limit(3).toList();
		publish(single);
		mailing.forEach((one) -> send(BULK, JSON.writeValueAsString(one), (message) -> {
		}));

		Map<String, Receipt> receipts = new HashMap<>();
		while (receipts.size() < 4) {
			// One that was looked for again meanwhile is told once more.
			Receipt receipt = receipt(this.replyTo);
			receipts.put(receipt.postingId(), receipt);
		}

		assertThat(receipts.values()).extracting(Receipt::status).containsOnly(ReceiptStatus.DELIVERED);
		assertThat(smtp.letters).hasSize(4);
		await().atMost(Duration.ofSeconds(20)).until(() -> this.admin.getQueueInfo(BULK).getMessageCount() == 0);
		assertThat(smtp.letters).hasSize(4);
	}

	@Test
	void putsAMailingOffAndLeavesTheServerAloneThatRefusesUs() {
		smtp.commands.clear();
		smtp.answers.put("RCPT", "554 5.7.0 limit of outgoing messages exceeded");
		Stream.generate(() -> bulk())
			.limit(200)
			.forEach((one) -> send(BULK, JSON.writeValueAsString(one), (message) -> {
			}));

		List<Receipt> receipts = Stream.generate(() -> receipt(this.replyTo)).limit(200).toList();

		assertThat(receipts).allSatisfy((one) -> {
			assertThat(one.status()).isEqualTo(ReceiptStatus.DEFERRED);
			assertThat(one.ours()).isTrue();
		});
		assertThat(receipts).filteredOn((one) -> one.retryAt() != null).hasSizeGreaterThan(150);
		assertThat(smtp.commands).filteredOn((one) -> one.startsWith("RCPT")).hasSizeBetween(5, 30);
		publish(posting(null));
		assertThat(receipt(this.replyTo)).as("others try by themselves")
			.extracting(Receipt::detail)
			.asString()
			.contains("limit");
		smtp.answers.clear();
		await().atMost(Duration.ofSeconds(40)).until(this::takesAMailing);
	}

	private boolean takesAMailing() {
		send(BULK, JSON.writeValueAsString(bulk()), (message) -> {
		});
		return receipt(this.replyTo).status() == ReceiptStatus.DELIVERED;
	}

	/** Each stops while what it hands on to is still there. */
	@Test
	void stopsItsConsumersFirstAndItsReceiptsLast() {
		Map<String, SmartLifecycle> parts = this.context.getBeansOfType(SmartLifecycle.class);
		assertThat(Stream.of("consumer of " + BULK, "senders", "outcomeWriter", "receiptRelay")
			.map((name) -> Objects.requireNonNull(parts.get(name), name).getPhase())).doesNotHaveDuplicates()
			.isSortedAccordingTo(Comparator.reverseOrder());
		assertThat(parts.keySet().stream().filter((name) -> name.startsWith("consumer of ")))
			.contains("consumer of postings.email.urgent", "consumer of postings.web.bulk")
			.hasSizeGreaterThanOrEqualTo(6)
			.allSatisfy(
					(name) -> assertThat(parts.get(name).getPhase()).isGreaterThan(parts.get("senders").getPhase()));
	}

	private static Posting bulk() {
		Posting one = posting(null);
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
				Urgency.BULK, one.receiver(), one.subject(), one.html(), one.text(), one.headers(), one.deadline(),
				null, 1);
	}

	private static Posting posting(@Nullable QuietHours quietHours) {
		return living(Postings.posting(UUID.randomUUID().toString(), 1, "ann@example.com", quietHours), 1);
	}

	private static Posting attempt(Posting posting, int attempt) {
		return living(posting, attempt);
	}

	private static Posting living(Posting one, int attempt) {
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
				one.urgency(), one.receiver(), one.subject(), one.html(), one.text(), one.headers(),
				Instant.now().plusSeconds(3600), one.quietHours(), attempt);
	}

	private void publish(Posting posting) {
		publish(posting, this.replyTo);
	}

	private void publish(Posting posting, String answerTo) {
		send("postings.email.normal", JSON.writeValueAsString(posting), (message) -> message.setReplyTo(answerTo));
	}

	private void send(String queue, String body, Consumer<MessageBuilder> more) {
		MessageBuilder message = MessageBuilder.withBody(body.getBytes(StandardCharsets.UTF_8));
		message.setReplyTo(this.replyTo);
		more.accept(message);
		this.rabbit.send("", queue, message.build());
	}

	private String dead() {
		Message dead = this.rabbit.receive(PostingQueues.DEAD, 5000);
		assertThat(dead).isNotNull();
		return dead.getMessageProperties().getHeader("x-reason");
	}

	/** The next one of a queue, whether it comes alone or with others. */
	private Receipt receipt(String queue) {
		if (this.arrived.isEmpty()) {
			this.arrived.addAll(receipts(queue));
		}
		return this.arrived.remove();
	}

	private List<Receipt> receipts(String queue) {
		Message message = this.rabbit.receive(queue, 10_000);
		assertThat(message).as("a receipt in " + queue).isNotNull();
		return JSON.readValue(message.getBody(), new TypeReference<>() {
		});
	}

	private boolean isAcknowledged(Posting posting) {
		return this.jdbc.sql("select acknowledged_at is not null from ledger where posting_id = ?")
			.param(UUID.fromString(posting.id()))
			.query(Boolean.class)
			.single();
	}

}
