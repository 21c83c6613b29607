package cinema.worker.sms;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import cinema.worker.WorkerStage;
import cinema.worker.provider.Shares;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jsmpp.SMPPConstant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The worker before a message centre and a provider by HTTP, and another centre that is
 * drained and still tells what became of messages.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT, properties = { "cinema.sms.countries=7,44",
		"cinema.sms.timeout=2s", "cinema.sms.late=300ms", "cinema.sms.refusals=3",
		"cinema.sms.providers.centre.smpp.host=127.0.0.1", "cinema.sms.providers.centre.smpp.system-id=cinema",
		"cinema.sms.providers.centre.smpp.password=" + MessageCentre.PASSWORD,
		"cinema.sms.providers.drained.smpp.host=127.0.0.1", "cinema.sms.providers.drained.smpp.system-id=cinema",
		"cinema.sms.providers.drained.smpp.password=" + MessageCentre.PASSWORD, "cinema.sms.providers.drained.weight=0",
		"cinema.sms.providers.web.sender=Film", "cinema.sms.providers.web.http.token=token" })
@Timeout(90)
class SmsProvidersIntegrationTests {

	private static final String ANN = "+79161234567";

	private static final List<String> WEB = new CopyOnWriteArrayList<>();

	private static volatile int status = 202;

	/** What the provider by HTTP calls messages. */
	private static volatile String called = "w-1";

	private static volatile Duration slow = Duration.ZERO;

	private static EmbeddedPostgres postgres;

	private static MessageCentre centre;

	private static MessageCentre drained;

	private static HttpServer web;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private SmsHealth health;

	@Autowired
	private SmsProviders providers;

	private WorkerStage stage;

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		postgres = WorkerStage.parts(properties);
		centre = centre("centre", properties);
		drained = centre("drained", properties);
		web = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		web.createContext("/", SmsProvidersIntegrationTests::answer);
		web.start();
		properties.add("cinema.sms.providers.web.http.url",
				() -> "http://127.0.0.1:" + web.getAddress().getPort() + "/sms");
	}

	private static MessageCentre centre(String name, DynamicPropertyRegistry properties) throws IOException {
		try (ServerSocket free = new ServerSocket(0)) {
			int port = free.getLocalPort();
			free.close();
			properties.add("cinema.sms.providers." + name + ".smpp.port", () -> port);
			return new MessageCentre(port);
		}
	}

	private static void answer(HttpExchange exchange) throws IOException {
		WEB.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
		try {
			Thread.sleep(slow.toMillis());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		byte[] body = ("{\"id\": \"" + called + "\"}").getBytes(StandardCharsets.UTF_8);
		exchange.sendResponseHeaders(status, body.length);
		exchange.getResponseBody().write(body);
		exchange.close();
	}

	@AfterAll
	static void stop() throws IOException {
		centre.close();
		drained.close();
		web.stop(0);
		postgres.close();
	}

	@BeforeEach
	void beginAnew() {
		centre.taken.clear();
		centre.statuses.clear();
		WEB.clear();
		status = 202;
		called = "w-1";
		slow = Duration.ZERO;
		this.jdbc.sql("delete from sms_report").update();
		this.stage = new WorkerStage(this.rabbit, this.admin, Channel.SMS);
		await().atMost(Duration.ofSeconds(20)).until(() -> !centre.sessions.isEmpty() && !drained.sessions.isEmpty());
	}

	@Test
	void standsInForACentreThatIsBusyAndSaysWhoTookTheMessage() {
		centre.statuses.add(SMPPConstant.STAT_ESME_RTHROTTLED);
		Receipt receipt = this.stage.deliver(firstOf("centre"));

		assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(receipt.providerReference()).isEqualTo("web: id:w-1");
		assertThat(this.jdbc.sql("select provider_reference from ledger where posting_id = ?::uuid")
			.param(receipt.postingId())
			.query(String.class)
			.single()).isEqualTo("web: id:w-1");
		assertThat(WEB).singleElement().asString().contains("\"Film\"");
		assertThat(centre.taken).isEmpty();
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void standsInForAProviderByHttpThatRefusesAndLetsItComeBack() {
		status = 503;
		for (int i = 0; i < 5; i++) {
			assertThat(this.stage.deliver(firstOf("web")).providerReference()).startsWith("centre: id:");
		}
		assertThat(WEB).as("it is left alone").hasSize(3);
		status = 202;

		await().atMost(Duration.ofSeconds(20))
			.pollInterval(Duration.ofMillis(500))
			.until(() -> this.stage.deliver(firstOf("web")).providerReference().equals("web: id:w-1"));
		assertThat(this.stage.deliver(firstOf("web")).providerReference()).isEqualTo("web: id:w-1");
	}

	@Test
	void leavesASlowOneToSingleMessagesAndGivesItsShareBack() throws Exception {
		slow = Duration.ofMillis(500);
		for (int i = 0; i < 14; i++) {
			assertThat(this.stage.deliver(firstOf("web")).status()).isEqualTo(ReceiptStatus.DELIVERED);
		}
		int asked = WEB.size();
		assertThat(asked).isBetween(8, 12);
		assertThat(centre.taken).hasSizeGreaterThan(1);
		slow = Duration.ZERO;

		Thread.sleep(2100);
		for (int i = 0; i < 8; i++) {
			assertThat(this.stage.deliver(firstOf("web")).providerReference()).startsWith("web: ");
		}
	}

	@Test
	void neverGoesOnBehindSilence() {
		slow = Duration.ofMillis(2500);
		assertThat(this.stage.deliver(firstOf("web")).status()).isEqualTo(ReceiptStatus.UNKNOWN);
		assertThat(centre.taken).isEmpty();
	}

	/** The two call messages alike. */
	@Test
	void believesAReportOnlyOfWhoeverTookTheMessage() throws Exception {
		Receipt taken = this.stage.deliver(firstOf("centre"));
		String id = centre.lastIdTaken();
		assertThat(taken.providerReference()).isEqualTo("centre: id:" + id);

		drained.report(MessageCentre.failed(id));
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 3000)).as("it is about another message").isNull();

		centre.report(MessageCentre.failed(id));
		centre.report(MessageCentre.failed(id));
		Receipt corrected = this.stage.lateReceipt();
		assertThat(corrected.postingId()).isEqualTo(taken.postingId());
		assertThat(corrected.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 3000)).as("it is told once").isNull();
	}

	/** They call messages alike, and each tells of its own. */
	@Test
	void believesAReportByHttpOnlyOfWhoeverTookTheMessage() {
		Receipt centres = this.stage.deliver(firstOf("centre"));
		called = centre.lastIdTaken();
		Receipt webs = this.stage.deliver(firstOf("web"));
		assertThat(webs.providerReference()).isEqualTo("web: id:" + called);

		tell("drained", "reference", called, "hard");
		tell("drained", "posting_id", webs.postingId(), "hard");
		tell("web", "posting_id", centres.postingId(), "hard");
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 3000)).as("it took none of both").isNull();

		tell("web", "reference", called, "hard");
		Receipt corrected = this.stage.lateReceipt();
		assertThat(corrected.postingId()).isEqualTo(webs.postingId());
		assertThat(corrected.bounce()).isEqualTo(BounceKind.HARD);
		assertThat(corrected.detail()).isEqualTo("bounced: <number> is absent");
		tell("web", "reference", called, "soft");
		tell("web", "posting_id", webs.postingId(), "soft");
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 3000)).as("it is told once").isNull();

		tell("centre", "posting_id", centres.postingId(), "blocked");
		assertThat(this.stage.lateReceipt().postingId()).isEqualTo(centres.postingId());
	}

	@Test
	void takesAReportByHttpThatOvertakesTheAnswer() {
		called = "early-" + UUID.randomUUID();
		tell("web", "reference", called, "soft");
		await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 1);

		Receipt taken = this.stage.deliver(firstOf("web"));

		assertThat(taken.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(this.stage.lateReceipt().postingId()).isEqualTo(taken.postingId());
		assertThat(waiting()).isZero();
	}

	/**
	 * What was sent before anybody wrote down who took it, and by whoever is gone since.
	 */
	@Test
	void takesReportsOfMessagesOfBeforeAndOfWhoeverIsGone() {
		Receipt before = this.stage.deliver(firstOf("web"));
		Receipt gone = this.stage.deliver(firstOf("web"));
		this.jdbc.sql("delete from sms_message where posting_id = ?::uuid").param(before.postingId()).update();
		this.jdbc.sql("update sms_message set provider = 'gone', reference = 'gone:7' where posting_id = ?::uuid")
			.param(gone.postingId())
			.update();

		tell("centre", "posting_id", before.postingId(), "hard");
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 4000)).as("it went to the other one").isNull();
		assertThat(waiting()).isZero();
		tell("web", "posting_id", before.postingId(), "hard");
		assertThat(this.stage.lateReceipt().postingId()).isEqualTo(before.postingId());

		tell("gone", "reference", "7", "hard");
		assertThat(this.stage.lateReceipt().postingId()).isEqualTo(gone.postingId());
	}

	/** As the orchestrator passes on what a provider posts. */
	private void tell(String provider, String field, String value, String kind) {
		this.rabbit.send("", PostingQueues.RETURNED,
				MessageBuilder
					.withBody("{\"provider\": \"%s\", \"%s\": \"%s\", \"kind\": \"%s\", \"detail\": \"%s is absent\"}"
						.formatted(provider, field, value, kind, ANN)
						.getBytes(StandardCharsets.UTF_8))
					.setContentType("application/json")
					.build());
	}

	private int waiting() {
		return this.jdbc.sql("select count(*) from sms_report").query(Integer.class).single();
	}

	/** And not when the time for an answer is over. */
	@Test
	void knowsAtOnceThatNobodyAnswersOverASessionThatBroke() {
		centre.before.put(ANN.substring(1), (id) -> {
			centre.cut();
			MessageCentre.sleepTooLong();
		});
		try {
			long began = System.nanoTime();
			assertThat(this.stage.deliver(firstOf("centre")).status()).isEqualTo(ReceiptStatus.UNKNOWN);
			assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofMillis(1500));
			assertThat(WEB).isEmpty();
		}
		finally {
			centre.before.clear();
		}
	}

	@Test
	void goesByTheOtherOneWhileThereIsNoSession() {
		centre.refusesBinds = true;
		centre.cut();
		try {
			await().atMost(Duration.ofSeconds(10)).until(() -> this.providers.all().get(0).trouble() != null);
			assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
			assertThat(this.stage.deliver(firstOf("centre")).providerReference()).isEqualTo("web: id:w-1");
		}
		finally {
			centre.refusesBinds = false;
		}
	}

	private Posting firstOf(String name) {
		Posting posting = this.stage.text(ANN, "Hello", Urgency.NORMAL);
		while (!Shares.order(List.of("centre", "web"), posting.id(), (one) -> one, (one) -> 100).get(0).equals(name)) {
			posting = this.stage.text(ANN, "Hello", Urgency.NORMAL);
		}
		return posting;
	}

}
