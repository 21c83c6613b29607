package cinema.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.worker.attachment.FileStage;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import org.springframework.amqp.core.AmqpAdmin;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Letters with files, between a real broker, a real database and a service that has the
 * files.
 */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
		properties = { "cinema.ledger.lease=2s", "cinema.ledger.renew-every=1s", "cinema.ledger.grace=1s" })
@Timeout(60)
class FileIntegrationTests {

	private static EmbeddedPostgres postgres;

	private static SmtpScript smtp;

	private static FileStage files;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private AmqpAdmin admin;

	@Autowired
	private JdbcClient jdbc;

	private WorkerStage stage;

	@DynamicPropertySource
	static void parts(DynamicPropertyRegistry properties) throws IOException {
		postgres = WorkerStage.parts(properties);
		smtp = new SmtpScript();
		files = new FileStage();
		properties.add("spring.mail.host", () -> "127.0.0.1");
		properties.add("spring.mail.port", () -> smtp.port());
		properties.add("cinema.attachments.folder", () -> files.folder().toString());
		properties.add("cinema.attachments.services.files.url", files::url);
		properties.add("cinema.attachments.services.files.token", () -> "secret-of-files");
		properties.add("cinema.attachments.services.files.paths", () -> "/tickets,/posters");
		properties.add("cinema.attachments.services.slow.url", files::url);
	}

	@AfterAll
	static void stop() throws IOException {
		smtp.close();
		files.close();
		postgres.close();
	}

	@BeforeEach
	void beginAnew() {
		smtp.letters.clear();
		files.requests.clear();
		files.answers.clear();
		files.has("/tickets/1", "application/pdf", new byte[100]);
		files.has("/posters/1", "image/png", new byte[100]);
		this.stage = new WorkerStage(this.rabbit, this.admin, Channel.EMAIL);
	}

	private static Posting letter(Urgency urgency, Attachment... attached) {
		Posting one = Postings.posting(urgency);
		return FileStage.with(new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(),
				one.channel(), urgency, one.receiver(), one.subject(), one.html(), one.text(), one.headers(),
				Instant.now().plusSeconds(3600), null, 1), attached);
	}

	@Test
	void fetchesTheFileOfALetterOnceHoweverOftenItIsDelivered() {
		List<Path> before = files.onDisk();
		Posting posting = letter(Urgency.NORMAL, FileStage.pdf("Билет.pdf", "/tickets/1"));
		Receipt first = this.stage.deliver(posting);
		assertThat(first.status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(this.stage.deliver(posting)).isEqualTo(first);
		assertThat(smtp.letters).singleElement().asString().contains("multipart/mixed");
		assertThat(files.requests).hasSize(1);
		assertThat(files.onDisk()).isEqualTo(before);
	}

	/** It had fetched the file, and noted nothing about sending. */
	@Test
	void sendsOnceWhatAWorkerThatWasKilledHadFetched() {
		Posting posting = letter(Urgency.NORMAL, FileStage.pdf("Билет.pdf", "/tickets/1"));
		this.jdbc.sql("""
				insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, lease_owner, lease_until)
				values (?, 'w', 'email', 'normal', 1, 'CLAIMED', 'somebody who was killed', now() + interval '1 s')
				""").param(UUID.fromString(posting.id())).update();
		assertThat(this.stage.deliver(posting).status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(this.stage.deliver(posting).status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(smtp.letters).hasSize(1);
		assertThat(files.requests).hasSize(1);
	}

	@Test
	void putsALetterOffUntilItsFileIsThere() {
		files.answers.put("/tickets/1", (exchange) -> exchange.sendResponseHeaders(503, -1));
		Posting posting = letter(Urgency.URGENT, FileStage.pdf("Билет.pdf", "/tickets/1"));
		Receipt deferred = this.stage.deliver(posting);
		assertThat(deferred.status()).isEqualTo(ReceiptStatus.DEFERRED);
		assertThat(deferred.ours()).isTrue();
		assertThat(smtp.letters).isEmpty();

		files.has("/tickets/1", "application/pdf", new byte[100]);
		assertThat(this.stage.deliver(this.stage.again(posting)).status()).isEqualTo(ReceiptStatus.DELIVERED);
		assertThat(smtp.letters).singleElement().asString().contains("application/pdf");
	}

	@Test
	void waitsForAFileThatTakesLongerThanALease() {
		files.answers.put("/tickets/1", (exchange) -> {
			try {
				Thread.sleep(4000);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
			exchange.getResponseHeaders().set("Content-Type", "application/pdf");
			exchange.sendResponseHeaders(200, 100);
			exchange.getResponseBody().write(new byte[100]);
		});
		Posting posting = letter(Urgency.NORMAL, FileStage.pdf("Билет.pdf", "/tickets/1"));
		this.stage.publish(posting);
		this.stage.publish(posting);
		assertThat(List.of(this.stage.receipt(), this.stage.receipt())).extracting(Receipt::status)
			.containsOnly(ReceiptStatus.DELIVERED);
		assertThat(smtp.letters).hasSize(1);
		assertThat(files.requests).hasSize(1);
	}

	private static Posting slowly(Instant deadline) {
		Posting one = letter(Urgency.BULK,
				new Attachment("a.pdf", "http://slow/films/1", "application/pdf", null, null, false));
		return FileStage.with(new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(),
				one.channel(), one.urgency(), one.receiver(), one.subject(), one.html(), one.text(), one.headers(),
				deadline, null, 1), one.attachments().toArray(Attachment[]::new));
	}

	/** Its letters wait; those of other mailings pass them. */
	@Test
	void keepsThePaceOfMailingsBesideOneWhoseFilesAreSlow() {
		files.hasSlowly("/films/1", "application/pdf", 20, Duration.ofSeconds(8));
		Set<String> slow = new HashSet<>();
		for (int i = 0; i < 20; i++) {
			Posting one = slowly(Instant.now().plusSeconds(3600));
			slow.add(one.id());
			this.stage.publish(one);
			this.stage.publish(letter(Urgency.BULK));
			this.stage.publish(letter(Urgency.BULK, FileStage.pdf("Билет.pdf", "/tickets/1")));
		}
		Instant began = Instant.now();
		Instant others = Instant.MAX;
		List<Receipt> receipts = new ArrayList<>();
		while (receipts.size() < 60) {
			receipts.add(this.stage.receipt());
			if (receipts.stream().filter((one) -> !slow.contains(one.postingId())).count() < 40) {
				others = Instant.now();
			}
		}
		assertThat(Duration.between(began, others)).isLessThan(Duration.ofSeconds(8));
		assertThat(receipts).filteredOn((one) -> !slow.contains(one.postingId()))
			.extracting(Receipt::status)
			.containsOnly(ReceiptStatus.DELIVERED);
		assertThat(receipts).filteredOn((one) -> slow.contains(one.postingId())).allSatisfy((one) -> {
			assertThat(one.status()).isIn(ReceiptStatus.DELIVERED, ReceiptStatus.DEFERRED);
			assertThat(one.ours()).isEqualTo(one.status() == ReceiptStatus.DEFERRED);
		}).extracting(Receipt::status).contains(ReceiptStatus.DELIVERED);
	}

	@Test
	void isTooLateWhenItsDeadlinePassesWhileItsFileComes() {
		files.hasSlowly("/films/1", "application/pdf", 20, Duration.ofSeconds(6));
		assertThat(this.stage.deliver(slowly(Instant.now().plusSeconds(4))).status()).isEqualTo(ReceiptStatus.EXPIRED);
		assertThat(smtp.letters).isEmpty();
	}

	@Test
	void deliversAMailingWithAPosterForAllAndATicketForEach() {
		List<Posting> mailing = Stream
			.generate(() -> letter(Urgency.BULK, FileStage.image("poster", "/posters/1"),
					FileStage.pdf("Билет.pdf", "/tickets/1")))
			.limit(60)
			.toList();
		mailing.forEach(this.stage::publish);
		List<Receipt> receipts = new ArrayList<>();
		mailing.forEach((one) -> receipts.add(this.stage.receipt()));

		assertThat(receipts).extracting(Receipt::status).containsOnly(ReceiptStatus.DELIVERED);
		assertThat(smtp.letters).hasSize(60)
			.allSatisfy((one) -> assertThat(one).contains("Content-ID: <poster>", "application/pdf"));
		assertThat(files.requests).filteredOn((one) -> one.startsWith("/posters")).hasSize(1);
		assertThat(files.requests).filteredOn((one) -> one.startsWith("/tickets")).hasSizeBetween(60, 90);
		assertThat(files.onDisk()).as("the poster").hasSize(1);
	}

}
