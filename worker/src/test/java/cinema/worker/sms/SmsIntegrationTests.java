package cinema.worker.sms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

import cinema.worker.WorkerStage;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.MeterRegistry;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jsmpp.SMPPConstant;
import org.jsmpp.bean.SubmitSm;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The worker between a real broker, a real database and a message centre. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "cinema.sms.countries=7,44", "cinema.sms.timeout=1s", "cinema.sms.smpp.system-id=cinema",
				"cinema.sms.smpp.password=" + MessageCentre.PASSWORD, "cinema.sms.parts-a-day=1000",
				"cinema.sms.urgent-reserve=10", "cinema.sms.refusals=1000", "cinema.watch.every=200ms" })
@Timeout(90)
class SmsIntegrationTests {

	private static final String ANN = "+79161234567";

	private static EmbeddedPostgres postgres;

	private static MessageCentre centre;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private JdbcClient jdbc;

	@Autowired
	private MeterRegistry meters;

	@Autowired
	private SmsHealth health;

	@Autowired
	private SmsReports reports;

	@Autowired
	private SmsProviders providers;

	private WorkerStage stage;

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		postgres = WorkerStage.parts(properties);
		try (ServerSocket free = new ServerSocket(0)) {
			int port = free.getLocalPort();
			free.close();
			centre = new MessageCentre(port);
			properties.add("cinema.sms.smpp.host", () -> "127.0.0.1");
			properties.add("cinema.sms.smpp.port", () -> port);
		}
	}

	@AfterAll
	static void stop() throws IOException {
		centre.close();
		postgres.close();
	}

	@BeforeEach
	void beginAnew() {
		centre.taken.clear();
		centre.statuses.clear();
		centre.before.clear();
		centre.refusesBinds = false;
		this.jdbc.sql("delete from sms_day").update();
		this.jdbc.sql("delete from sms_report").update();
		this.stage = new WorkerStage(this.rabbit, this.admin, Channel.SMS);
		await().atMost(Duration.ofSeconds(20)).until(() -> !centre.sessions.isEmpty());
	}

	@Test
	void handsAMessageOverAndKeepsWhatItWasCalled() {
		Receipt receipt = deliver("Your code is 123456");

		assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(receipt.providerReference()).isEqualTo("id:" + centre.lastId());
		assertThat(centre.taken).singleElement().satisfies((message) -> {
			assertThat(message.getDestAddress()).isEqualTo("79161234567");
			assertThat(message.getSourceAddr()).isEqualTo("Cinema");
			assertThat(message.getSourceAddrTon()).isEqualTo((byte) 5);
			assertThat(message.getDataCoding()).isZero();
			assertThat(message.getShortMessage()).isEqualTo("Your code is 123456".getBytes(StandardCharsets.US_ASCII));
			assertThat(message.getValidityPeriod()).matches("0000\\d{8}000R");
			assertThat(message.getRegisteredDelivery()).isEqualTo((byte) 1);
		});
		assertThat(this.health.health().getStatus()).isEqualTo(Status.UP);
	}

	@Test
	void sendsALongTextInPartsThatTelephonesPutTogether() {
		String text = "Привет, Анна! ".repeat(9) + "🇷🇺".repeat(8);

		assertThat(deliver(text).status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(centre.taken).hasSize(3);
		ByteArrayOutputStream whole = new ByteArrayOutputStream();
		for (int i = 0; i < 3; i++) {
			SubmitSm part = centre.taken.get(i);
			byte[] bytes = part.getShortMessage();
			assertThat(part.getEsmClass() & 0x40).as("a header stands before the text").isEqualTo(0x40);
			assertThat(part.getDataCoding()).isEqualTo((byte) 8);
			assertThat(Arrays.copyOf(bytes, 3)).containsExactly(5, 0, 3);
			assertThat(bytes[3]).as("one message").isEqualTo(centre.taken.get(0).getShortMessage()[3]);
			assertThat(Arrays.copyOfRange(bytes, 4, 6)).containsExactly(3, i + 1);
			assertThat(bytes.length).isLessThanOrEqualTo(140);
			whole.writeBytes(Arrays.copyOfRange(bytes, 6, bytes.length));
		}
		assertThat(whole.toString(StandardCharsets.UTF_16BE)).isEqualTo(text);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			89161234567   | the number has to be one of E.164
			79161234567   | the number has to be one of E.164
			+12025550123  | no messages go to the country
			""")
	void sendsNothingToNumbersThatAreNone(String number, String reason) {
		Receipt receipt = this.stage.deliver(this.stage.text(number, "Hello", Urgency.URGENT));

		assertThat(receipt.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(receipt.detail()).startsWith(reason).doesNotContain(number);
		assertThat(centre.taken).isEmpty();
	}

	@Test
	void refusesWhatHasTooManyParts() {
		Receipt receipt = deliver("a".repeat(1600));

		assertThat(receipt.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(receipt.detail()).isEqualTo("the text has 11 parts, and may have 4");
		assertThat(used()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { SMPPConstant.STAT_ESME_RTHROTTLED, SMPPConstant.STAT_ESME_RMSGQFUL,
			SMPPConstant.STAT_ESME_RSYSERR, SMPPConstant.STAT_ESME_RINVSRCADR })
	void putsOffWhatIsOurTroubleAndGivesItsPartsBack(int status) {
		centre.statuses.add(status);
		Posting posting = this.stage.text(ANN, "Hello", Urgency.NORMAL);

		Receipt receipt = this.stage.deliver(posting);
		assertThat(receipt.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(receipt.ours()).isTrue();
		assertThat(receipt.detail()).contains(String.format("0x%08x", status));
		await().atMost(Duration.ofSeconds(5)).until(() -> used() == 0);
		assertThat(this.stage.deliver(this.stage.again(posting)).status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(used()).isEqualTo(1);
	}

	@Test
	void knowsWhatIsAboutTheReceiver() {
		centre.statuses.add(SMPPConstant.STAT_ESME_RINVDSTADR);
		assertThat(deliver("Hello").status()).isEqualTo(ReceiptStatus.REJECTED);
		centre.statuses.add(0x450);
		Receipt later = deliver("Hello");
		assertThat(later.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(later.ours()).isFalse();
	}

	@Test
	void doesNotKnowWhatBecameOfAMessageWithoutAnAnswer() {
		centre.before.put("79161234567", (id) -> MessageCentre.sleepTooLong());
		Posting posting = this.stage.text(ANN, "Slow", Urgency.NORMAL);

		assertThat(this.stage.deliver(posting).status()).isEqualTo(ReceiptStatus.UNKNOWN);
		assertThat(used()).as("it may have been sent").isEqualTo(1);
		assertThat(this.stage.deliver(posting).status()).as("a copy sends nothing").isEqualTo(ReceiptStatus.UNKNOWN);
	}

	@Test
	void bindsAnewWhenItIsCutOffAndWaitsWhileItIsRefused() {
		centre.refusesBinds = true;
		centre.cut();
		await().atMost(Duration.ofSeconds(10)).until(() -> this.providers.all().get(0).trouble() != null);
		Posting posting = this.stage.text(ANN, "Hello", Urgency.URGENT);
		Receipt away = this.stage.deliver(posting);
		assertThat(away.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(away.ours()).isTrue();
		await().atMost(Duration.ofSeconds(10)).until(() -> this.health.health().getStatus().equals(Status.DOWN));
		centre.refusesBinds = false;
		await().atMost(Duration.ofSeconds(30)).until(() -> !centre.sessions.isEmpty());
		assertThat(this.stage.deliver(this.stage.again(posting)).status()).isEqualTo(ReceiptStatus.DELIVERED);
	}

	@Test
	void correctsTheLedgerByAReportThatCameLate() throws Exception {
		Receipt taken = deliver("Hello");
		centre.report(MessageCentre.failed(centre.lastId()));

		Receipt corrected = this.stage.lateReceipt();
		assertThat(corrected.postingId()).isEqualTo(taken.postingId());
		assertThat(corrected.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(corrected.bounce()).isEqualTo(BounceKind.SOFT);
		assertThat(corrected.detail()).contains("UNDELIV err:027");
	}

	/** Codes of the network differ, and this one counts as the standard does. */
	@Test
	void tellsANumberThatIsGoneFromOneThatIsAwayForAMoment() throws Exception {
		deliver("Hello");
		centre.report("id:" + centre.lastId() + " stat:UNDELIV err:001");
		assertThat(this.stage.lateReceipt()).satisfies((gone) -> {
			assertThat(gone.bounce()).isEqualTo(BounceKind.HARD);
			assertThat(gone.detail()).isEqualTo("bounced: UNDELIV err:001");
		});

		deliver("Your code is 123456");
		centre.report("id:" + centre.lastId() + " stat:EXPIRED err:006");
		assertThat(this.stage.lateReceipt().bounce()).as("it was worth two minutes").isEqualTo(BounceKind.BLOCKED);

		Receipt taken = deliver("Hello");
		this.jdbc.sql("update sms_message set at = now() - interval '2 hours' where posting_id = ?::uuid")
			.param(taken.postingId())
			.update();
		centre.report("id:" + centre.lastId() + " stat:EXPIRED err:006");
		assertThat(this.stage.lateReceipt().bounce()).isEqualTo(BounceKind.SOFT);
	}

	/** The network was quicker than the answer. */
	@Test
	void takesAReportThatOvertakesTheAnswer() throws Exception {
		centre.before.put("79161234567", (id) -> centre.report(MessageCentre.failed(id)));

		Receipt taken = deliver("Hello");
		assertThat(taken.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(this.stage.lateReceipt().postingId()).isEqualTo(taken.postingId());
	}

	@Test
	void mindsNoReportThatComesTwiceOrOfNothingOrSaysNothing() throws Exception {
		double before = reported("failed");
		deliver("Hello");
		String id = centre.lastId();
		centre.report(MessageCentre.failed(id));
		assertThat(this.stage.lateReceipt().status()).isEqualTo(ReceiptStatus.REJECTED);
		centre.report(MessageCentre.failed(id));
		centre.report(MessageCentre.failed("never-heard-of"));
		centre.report("no words of a report at all");
		centre.report("id:" + id + " stat:DELIVRD err:000");

		await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 1);
		assertThat(reported("failed")).isEqualTo(before + 3);
		assertThat(reported("unreadable")).isPositive();
		assertThat(reported("delivered")).isPositive();
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 1500)).as("it is told once").isNull();
		this.jdbc.sql("update sms_report set at = now() - interval '11 minutes'").update();
		this.reports.forget();
		assertThat(waiting()).isZero();
		assertThat(reported("unmatched")).isPositive();
		assertThat(deliver("Still there").status()).isEqualTo(ReceiptStatus.DELIVERED);
	}

	/** Each part costs, and people would get the beginning again and again. */
	@Test
	void goesOnWithThePartThatWasNotTaken() {
		Posting posting = this.stage.text(ANN, "Привет, Анна! ".repeat(9), Urgency.NORMAL);
		centre.statuses.add(MessageCentre.TAKES);
		centre.statuses.add(SMPPConstant.STAT_ESME_RTHROTTLED);
		Receipt stopped = this.stage.deliver(posting);
		assertThat(stopped.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(stopped.detail()).startsWith("after 1 of 2 parts: ");
		String first = centre.lastIdTaken();
		await().atMost(Duration.ofSeconds(5)).until(() -> used() == 1);

		Receipt receipt = this.stage.deliver(this.stage.again(posting));
		assertThat(receipt.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(receipt.providerReference()).isEqualTo("id:" + first);
		assertThat(centre.taken).extracting((part) -> part.getShortMessage()[5]).containsExactly((byte) 1, (byte) 2);
		assertThat(used()).isEqualTo(2);
	}

	/** The letter was forgotten meanwhile, say, and made anew by a template of today. */
	@Test
	void neverEndsAMessageWithPartsOfAnotherText() {
		Posting posting = this.stage.text(ANN, "Привет, Анна! ".repeat(9), Urgency.NORMAL);
		centre.statuses.add(MessageCentre.TAKES);
		centre.statuses.add(SMPPConstant.STAT_ESME_RTHROTTLED);
		assertThat(this.stage.deliver(posting).status()).isEqualTo(ReceiptStatus.DEFERRED);
		Posting again = this.stage.again(posting);
		Posting other = new Posting(again.id(), again.workflowId(), again.eventId(), again.notice(), again.topic(),
				again.channel(), again.urgency(), again.receiver(), "", "", "Привет, Борис! ".repeat(9), Map.of(),
				again.deadline(), null, again.attempt());

		Receipt receipt = this.stage.deliver(other);

		assertThat(receipt.status()).isEqualTo(ReceiptStatus.REJECTED);
		assertThat(receipt.detail()).isEqualTo("it was begun with another text");
		assertThat(centre.taken).hasSize(1);
	}

	/** Its answer was kept, and what became of the attempt was not. */
	@Test
	void sendsNothingAgainThatWasTaken() {
		centre.before.put("79161234567", (id) -> MessageCentre.sleepTooLong());
		Posting posting = this.stage.text(ANN, "Slow", Urgency.NORMAL);
		assertThat(this.stage.deliver(posting).status()).isEqualTo(ReceiptStatus.UNKNOWN);
		centre.taken.clear();
		this.jdbc.sql("insert into sms_message (posting_id, part, reference) values (?::uuid, 0, 'kept')")
			.param(posting.id())
			.update();

		Receipt again = this.stage.deliver(this.stage.again(posting));
		assertThat(again.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(again.providerReference()).isEqualTo("id:kept");
		assertThat(used()).isEqualTo(1);
	}

	/** RabbitMQ may be away for longer than a report may overtake its message by. */
	@Test
	void keepsWhatIsNotToldYetAndForgetsWhatNobodyKnows() {
		UUID known = UUID.randomUUID();
		this.jdbc.sql("insert into sms_message (posting_id, part, reference) values (?, 0, 'known')")
			.param(known)
			.update();
		this.jdbc
			.sql("""
					insert into sms_report (reference, kind, detail, at)
					select reference, 'soft', 'UNDELIV', now() - interval '11 minutes' from unnest(array['known', 'unknown']) as reference
					""")
			.update();

		this.reports.forget();
		assertThat(this.jdbc.sql("select reference from sms_report").query(String.class).list())
			.containsExactly("known");
	}

	@Test
	void waitsWithAReportOfAPostingThatIsNotSentYetAndTellsNothingByAnIdOfTwo() throws Exception {
		Receipt first = deliver("Hello");
		String id = centre.lastId();
		this.jdbc.sql("update ledger set state = 'DEFERRED' where posting_id = ?::uuid")
			.param(first.postingId())
			.update();
		centre.report(MessageCentre.failed(id));
		await().atMost(Duration.ofSeconds(10)).until(() -> waiting() == 1);
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 1500)).isNull();
		this.jdbc.sql("insert into sms_message (posting_id, part, reference) values (?, 0, ?)")
			.params(UUID.randomUUID(), id)
			.update();
		this.jdbc.sql("update ledger set state = 'SENT' where posting_id = ?::uuid").param(first.postingId()).update();
		assertThat(this.rabbit.receive(PostingQueues.RECEIPTS, 7000)).as("it may be the other one").isNull();

		this.jdbc.sql("delete from sms_message where reference = ? and posting_id <> ?::uuid")
			.params(id, first.postingId())
			.update();
		assertThat(this.stage.lateReceipt().status()).isEqualTo(ReceiptStatus.REJECTED);
	}

	@Test
	void stopsAtTheDaysPartsAndKeepsSomeForWhatIsUrgent() {
		this.jdbc.sql("insert into sms_day values ((now() at time zone 'UTC')::date, 999)").update();
		assertThat(deliver("Last").status()).isEqualTo(ReceiptStatus.DELIVERED);

		Receipt waits = deliver("One more");
		assertThat(waits.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(waits.ours()).isTrue();
		assertThat(waits.retryAt()).isAfter(Instant.now()).isBeforeOrEqualTo(Instant.now().plus(Duration.ofDays(1)));
		assertThat(this.stage.deliver(this.stage.text(ANN, "Code", Urgency.URGENT)).status())
			.isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(used()).isEqualTo(1001);
		assertThat(this.meters.get("cinema.sms.capped").tag("urgency", "normal").counter().count()).isPositive();
		await().atMost(Duration.ofSeconds(5))
			.until(() -> this.meters.get("cinema.sms.parts.today").gauge().value() == 1001);
	}

	/** They come again, and an answer does not. */
	@Test
	void readsAnswersWhileNoReportCanBeWrittenDown() throws Exception {
		try (Connection elsewhere = postgres.getPostgresDatabase().getConnection()) {
			elsewhere.setAutoCommit(false);
			elsewhere.createStatement().execute("lock table sms_report");
			for (int i = 0; i < 8; i++) {
				String words = MessageCentre.failed("locked-" + i);
				Thread reporting = new Thread(() -> centre.tryToReport(words));
				reporting.setDaemon(true);
				reporting.start();
			}
			TimeUnit.MILLISECONDS.sleep(500);

			assertThat(deliver("Hello").status()).isEqualTo(ReceiptStatus.DELIVERED);
			elsewhere.rollback();
		}
	}

	@Test
	void writesNoNumberAndNoTextIntoTheLedger() {
		deliver("Your code is 654321");

		assertThat(this.jdbc.sql("select row_to_json(l)::text from ledger l").query(String.class).list())
			.allSatisfy((row) -> assertThat(row).doesNotContain("654321", "9161234567"));
		Message dead = this.rabbit.receive(PostingQueues.DEAD, 100);
		assertThat(dead).isNull();
	}

	private Receipt deliver(String text) {
		return this.stage.deliver(this.stage.text(ANN, text, Urgency.NORMAL));
	}

	private int used() {
		return this.jdbc.sql("select coalesce(sum(parts), 0) from sms_day").query(Integer.class).single();
	}

	private int waiting() {
		return this.jdbc.sql("select count(*) from sms_report").query(Integer.class).single();
	}

	private double reported(String result) {
		return this.meters.get("cinema.sms.reports").tag("result", result).counter().count();
	}

}
