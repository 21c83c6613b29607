package cinema.worker.bounce;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.worker.AmqpBroker;
import cinema.worker.SmtpScript;
import cinema.worker.queue.ConfirmedPublisher;
import cinema.worker.returnpath.ReturnPaths;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyList;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

/**
 * From a letter that leaves to the receipt of its bounce, by a real mailbox and a real
 * broker.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.NONE,
		properties = { "cinema.bounce.mailbox.every=300ms", "cinema.bounce.mailbox.tls=false",
				"cinema.bounce.mailbox.username=bounce", "cinema.bounce.mailbox.password=secret",
				"cinema.return-path.domain=bounces.cinema.example" })
@Timeout(120)
class BounceIntegrationTests {

	private static final JsonMapper JSON = JsonMapper.builder()
		.propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
		.enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
		.build();

	private static SmtpScript smtp;

	private static EmbeddedPostgres postgres;

	private static GreenMail mailbox;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private ReturnPaths paths;

	@Autowired
	private MailboxReader reader;

	@Autowired
	private BounceProperties properties;

	@Autowired
	private ConfirmedPublisher publisher;

	@Autowired
	private TransactionTemplate transactions;

	@Autowired
	private MeterRegistry meters;

	private final List<Receipt> receipts = new ArrayList<>();

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		smtp = new SmtpScript();
		postgres = EmbeddedPostgres.start();
		mailbox = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP));
		mailbox.start();
		mailbox.setUser("bounce@bounces.cinema.example", "bounce", "secret");
		int amqp = AmqpBroker.start();
		properties.add("spring.datasource.url", () -> postgres.getJdbcUrl("postgres", "postgres"));
		properties.add("spring.datasource.username", () -> "postgres");
		properties.add("spring.datasource.password", () -> "postgres");
		properties.add("spring.rabbitmq.port", () -> amqp);
		properties.add("spring.rabbitmq.username", () -> "cinema");
		properties.add("spring.rabbitmq.password", () -> "cinema");
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", () -> smtp.port());
		properties.add("cinema.return-path.keys.one", () -> SignedPaths.key(1));
		properties.add("cinema.bounce.mailbox.host", () -> "127.0.0.1");
		properties.add("cinema.bounce.mailbox.port", () -> mailbox.getImap().getPort());
	}

	@AfterAll
	static void stop() throws IOException {
		mailbox.stop();
		smtp.close();
		postgres.close();
	}

	@BeforeEach
	void beginAnew() throws Exception {
		smtp.commands.clear();
		while (this.rabbit.receive(PostingQueues.RECEIPTS, 200) != null) {
			this.receipts.clear();
		}
		while (this.rabbit.receive(PostingQueues.DEAD, 200) != null) {
			this.receipts.clear();
		}
	}

	private Posting sent() {
		String id = UUID.randomUUID().toString();
		Posting posting = new Posting(id, "event/user_signed_up/" + id, "1", "welcome", "account", Channel.EMAIL,
				Urgency.NORMAL, new PostingReceiver("1", "ann@example.com", "Ann", "Europe/Moscow", "en"), "Hello",
				"<p>Hello</p>", "Hello", Map.of(), Instant.now().plusSeconds(600), null, 1);
		this.rabbit.send(PostingQueues.EXCHANGE, posting.routingKey(),
				MessageBuilder.withBody(JSON.writeValueAsString(posting).getBytes(StandardCharsets.UTF_8))
					.setMessageId(id)
					.build());
		await().atMost(Duration.ofSeconds(20))
			.until(() -> receipts().stream().anyMatch((one) -> one.postingId().equals(id)));
		return posting;
	}

	private List<Receipt> receipts() {
		Message message = this.rabbit.receive(PostingQueues.RECEIPTS, 300);
		if (message != null) {
			this.receipts.addAll(JSON.readValue(message.getBody(), new TypeReference<List<Receipt>>() {
			}));
		}
		return this.receipts;
	}

	private List<Receipt> bounced() {
		return receipts().stream().filter((one) -> one.bounce() != null).toList();
	}

	private void arrives(byte[] mail) throws MessagingException {
		mailbox.getUserManager()
			.getUser("bounce")
			.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(mail)));
	}

	private boolean isEmpty() {
		return mailbox.getReceivedMessages().length == 0;
	}

	private Message dead() {
		return await().atMost(Duration.ofSeconds(20))
			.until(() -> this.rabbit.receive(PostingQueues.DEAD, 500), (one) -> one != null);
	}

	@Test
	void correctsALetterThatCameBackToItsSignedPath() throws Exception {
		Posting posting = sent();
		assertThat(smtp.commands).contains("MAIL FROM:<" + this.paths.of(this.paths.reference(posting.id())) + ">");
		assertThat(smtp.letters.get(smtp.letters.size() - 1)).contains("From: Cinema <no-reply@cinema.example>")
			.contains("X-Posting-Ref: " + this.paths.reference(posting.id()));

		arrives(Samples.read("postfix-hard", this.paths, posting.id()));

		await().atMost(Duration.ofSeconds(20)).until(() -> !bounced().isEmpty());
		assertThat(bounced()).singleElement().satisfies((receipt) -> {
			assertThat(receipt.postingId()).isEqualTo(posting.id());
			assertThat(receipt.status()).isEqualTo(ReceiptStatus.REJECTED);
			assertThat(receipt.bounce()).isEqualTo(BounceKind.HARD);
			assertThat(receipt.detail()).startsWith("5.1.1 bounced: 550 5.1.1");
		});
		await().atMost(Duration.ofSeconds(10)).until(this::isEmpty);
	}

	/**
	 * One dies after the broker has a mail and before it is deleted; two more look at
	 * once.
	 */
	@Test
	void losesNothingAndTellsNothingTwiceWhoeverDies() throws Exception {
		List<Posting> postings = Stream.generate(this::sent).limit(8).toList();
		ConfirmedPublisher dying = mock();
		given(dying.publish(anyList(), any(), any())).willAnswer((call) -> {
			this.publisher.publish(call.getArgument(0), call.getArgument(1), call.getArgument(2));
			throw new AmqpException("killed");
		});
		MailboxReader killed = reader(dying);
		for (Posting posting : postings) {
			arrives(Samples.read("exim-hard", this.paths, posting.id()));
		}
		IntStream.range(0, 3).forEach((i) -> killed.look());

		CompletableFuture
			.allOf(IntStream.range(0, 4)
				.mapToObj((i) -> CompletableFuture.runAsync(reader(this.publisher)::look))
				.toArray(CompletableFuture[]::new))
			.join();

		await().atMost(Duration.ofSeconds(40)).until(() -> bounced().size() >= 8 && isEmpty());
		await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(10)).until(() -> bounced().size() == 8);
		assertThat(bounced()).extracting(Receipt::postingId)
			.containsExactlyInAnyOrderElementsOf(postings.stream().map(Posting::id).toList());
	}

	private MailboxReader reader(ConfirmedPublisher by) {
		return new MailboxReader(this.properties, by, this.jdbc, this.transactions, new SimpleMeterRegistry());
	}

	@Test
	void refusesAForgedPathAndReadsOn() throws Exception {
		Posting posting = sent();
		arrives(Samples.read("postfix-hard", SignedPaths.strangers(), posting.id()));
		arrives("\0\1 no mail at all".getBytes(StandardCharsets.US_ASCII));
		arrives(Samples.read("vacation", this.paths, posting.id()));
		arrives(Samples.read("microsoft-complaint", this.paths, posting.id()));

		assertThat(dead().getMessageProperties().getHeaders()).containsEntry("x-code", "FORGED");
		await().atMost(Duration.ofSeconds(20)).until(() -> !bounced().isEmpty() && isEmpty());
		assertThat(bounced()).singleElement().satisfies((receipt) -> {
			assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
			assertThat(receipt.bounce()).isEqualTo(BounceKind.COMPLAINT);
		});
		assertThat(this.meters.counter("cinema.bounces.ignored", "reason", "auto_reply").count()).isPositive();
		assertThat(this.meters.counter("cinema.bounces.ignored", "reason", "stranger").count()).isPositive();
	}

	@Test
	void readsWhatProvidersSayAndWhereTheReportIsTheBeginningOfMuch() throws Exception {
		Posting told = sent();
		Posting longer = sent();
		byte[] sample = Samples.read("gmail-hard", this.paths, longer.id());
		byte[] large = new byte[3 * 1024 * 1024];
		Arrays.fill(large, (byte) 'x');
		System.arraycopy(sample, 0, large, 0, sample.length);
		report("{\"posting_id\": \"%s\", \"kind\": \"soft\", \"status\": \"5.2.2\", \"detail\": \"ann@example.com is full\"}"
			.formatted(told.id()));
		report("{\"return_path\": \"bounce+nobody@bounces.cinema.example\", \"kind\": \"hard\"}");
		report("{\"posting_id\": \"%s\", \"kind\": \"bad\"}".formatted(told.id()));
		arrives(large);

		await().atMost(Duration.ofSeconds(40)).until(() -> bounced().size() == 2);
		assertThat(bounced()).extracting(Receipt::bounce, Receipt::detail)
			.anySatisfy((one) -> assertThat(one.toList())
				.isEqualTo(List.of(BounceKind.SOFT, "5.2.2 bounced: <address> is full")))
			.anySatisfy((one) -> assertThat(one.toList().get(0)).isEqualTo(BounceKind.HARD));
		assertThat(List.of(code(dead()), code(dead()))).containsExactlyInAnyOrder("FORGED", "INVALID_FIELD");
		assertThat(this.properties.maxSize()).isEqualTo(DataSize.ofKilobytes(512));
	}

	private static Object code(Message message) {
		return message.getMessageProperties().getHeaders().get("x-code");
	}

	private void report(String json) {
		this.rabbit.send("", PostingQueues.RETURNED,
				MessageBuilder.withBody(json.getBytes(StandardCharsets.UTF_8))
					.setContentType("application/json")
					.build());
	}

	/** A mailbox that is away is told, and read when it is back. */
	@Test
	void tellsWhenTheMailboxIsAway() {
		BounceProperties.Mailbox away = new BounceProperties.Mailbox("127.0.0.1", 1, false, "bounce", "secret", "INBOX",
				Duration.ofSeconds(1), Duration.ofSeconds(1), false);
		SimpleMeterRegistry own = new SimpleMeterRegistry();
		MailboxReader lost = new MailboxReader(new BounceProperties(DataSize.ofKilobytes(1), away), this.publisher,
				this.jdbc, this.transactions, own);

		// The other one may be looking just then, and one does at a time.
		await().untilAsserted(() -> {
			lost.look();
			assertThat(own.get("cinema.bounce.mailbox.away").gauge().value()).isEqualTo(1);
		});
		this.reader.look();
		assertThat(this.meters.get("cinema.bounce.mailbox.away").gauge().value()).isZero();
	}

}
