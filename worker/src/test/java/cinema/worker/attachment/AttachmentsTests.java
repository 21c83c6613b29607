package cinema.worker.attachment;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

import cinema.worker.Postings;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** How much letters with files may take, and whom they keep waiting. */
@Timeout(30)
class AttachmentsTests {

	private FileStage stage;

	@BeforeEach
	void start() throws Exception {
		this.stage = new FileStage();
		this.stage.has("/tickets/1", "application/pdf", new byte[10]);
	}

	@AfterEach
	void stop() throws Exception {
		this.stage.close();
	}

	private static Posting ticket(Urgency urgency) {
		return FileStage.posting(urgency, FileStage.pdf("ticket.pdf", "/tickets/1"));
	}

	private static Posting ticketOf(String service) {
		return FileStage.posting(Urgency.NORMAL,
				new Attachment("ticket.pdf", "http://" + service + "/tickets/1", "application/pdf", null, null, false));
	}

	@Test
	void asksForNothingOfALetterWithoutFiles() {
		List<LetterFiles> files = this.stage.attachments()
			.fetchPart(List.of(Postings.posting(Urgency.BULK), Postings.posting(Urgency.BULK)));
		assertThat(files).hasSize(2).allSatisfy((one) -> {
			assertThat(one.trouble()).isNull();
			assertThat(one.files()).isEmpty();
		});
		assertThat(this.stage.requests).isEmpty();
	}

	@Test
	void keepsOthersFromWaitingForASlowService() throws Exception {
		CountDownLatch asked = new CountDownLatch(2);
		CountDownLatch answer = new CountDownLatch(1);
		this.stage.answers.put("/tickets/1", (exchange) -> {
			asked.countDown();
			await(answer);
			FileStage.answer(exchange, "application/pdf", new byte[10]);
		});
		Attachments four = this.stage.attachments(Clock.systemUTC(), 4);
		ExecutorService consumers = Executors.newFixedThreadPool(2);
		try {
			List<Future<List<LetterFiles>>> slow = Stream.of("files", "open")
				.map((service) -> consumers.submit(() -> four.fetch(List.of(ticketOf(service)))))
				.toList();
			await(asked);
			assertThat(four.fetch(List.of(ticket(Urgency.NORMAL))).get(0).trouble())
				.isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
					assertThat(deferred.ours()).isTrue();
					assertThat(deferred.retryAt()).isNotNull();
				});
			assertThat(four.fetch(List.of(Postings.posting(Urgency.NORMAL))).get(0).trouble()).isNull();
			answer.countDown();
			for (Future<List<LetterFiles>> one : slow) {
				assertThat(one.get().get(0).trouble()).isNull();
			}
			assertThat(four.fetch(List.of(ticket(Urgency.NORMAL))).get(0).trouble()).isNull();
		}
		finally {
			consumers.shutdownNow();
		}
	}

	@Test
	void rejectsMoreFilesAndMoreBytesThanALetterMayHave() {
		Attachment ticket = FileStage.pdf("a.pdf", "/tickets/1");
		Attachments attachments = this.stage.attachments();
		assertThat(attachments.fetch(List.of(FileStage.posting(Urgency.NORMAL, ticket, ticket, ticket, ticket)))
			.get(0)
			.trouble()).isEqualTo(new SendResult.Rejected("the letter names 4 files, and may have 3"));
		assertThat(this.stage.requests).isEmpty();
		this.stage.has("/tickets/1", "application/pdf", new byte[60 * 1024]);
		assertThat(
				attachments.fetch(List.of(FileStage.posting(Urgency.NORMAL, ticket, ticket, ticket))).get(0).trouble())
			.isEqualTo(new SendResult.Rejected(
					"file \"a.pdf\": with it the letter's files have more than 100 kB together"));
		assertThat(this.stage.onDisk()).isEmpty();
	}

	@Test
	void clearsAwayWhatAWorkerThatWasKilledHasLeft() throws Exception {
		Path left = Files.createDirectories(this.stage.folder().resolve("killed"));
		Files.write(left.resolve("1"), new byte[10]);
		Files.createFile(this.stage.folder().resolve("killed.lock"));
		Attachments one = this.stage.attachments();
		LetterFiles held = one.fetch(List.of(ticket(Urgency.NORMAL))).get(0);
		Attachments another = this.stage.attachments();
		assertThat(left).doesNotExist();
		assertThat(this.stage.folder().resolve("killed.lock")).doesNotExist();
		assertThat(held.files().get(0).path()).as("of a worker that lives").exists();
		assertThat(another.fetch(List.of(ticket(Urgency.NORMAL))).get(0).trouble()).isNull();
	}

	@Test
	void refusesAFolderThatCannotBeWritten() throws Exception {
		Path file = Files.createFile(this.stage.folder().resolve("file"));
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new FileFolder(bound(Map.of("cinema.attachments.services.files.url", "http://files:8000",
					"cinema.attachments.folder", file.toString()))))
			.withMessage("cinema.attachments.folder has to be a folder that can be written, not " + file);
	}

	/** What orchestrators let pass. */
	@Test
	void takesFilesOfTheUsualTypesWhereNoSettingNamesOthers() {
		assertThat(bound(Map.of()).types()).isEqualTo(Attachment.USUAL_TYPES).contains("application/pdf");
		assertThat(bound(Map.of("cinema.attachments.types", "image/png")).types()).containsExactly("image/png");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					services.files.url   | files      | cinema.attachments.services.files.url has to be a URL
					services.files.token | secret     | cinema.attachments.services.files.paths has to be a list of paths
					services.files.paths | posters    | cinema.attachments.services.files.paths has to be paths that begin with a slash
					types                | image/*    | cinema.attachments.types has to be media types
					files                | 0          | cinema.attachments.files has to be between 1 and 100
					file-size            | 0          | cinema.attachments.file-size has to be more than nothing
					letter-size          | 4MB        | cinema.attachments.letter-size has to be cinema.attachments.file-size (5 MB) or more, not 4 MB
					letter-size          | 200MB      | cinema.attachments.letter-size has to be 100MB or less
					in-hand              | 19MB       | cinema.attachments.in-hand has to be twice cinema.attachments.letter-size (10 MB) or more
					cache-size           | 14MB       | cinema.attachments.cache-size has to be cinema.attachments.letter-size (10 MB) and file-size (5 MB) together or more
					deadline             | 0s         | cinema.attachments.deadline has to be more than nothing
					connections          | 1          | cinema.attachments.connections has to be between 2 and 1000
					keep                 | -1s        | cinema.attachments.keep has to be 0s or more
					""")
	void refusesASettingThatCannotBe(String setting, String value, String reason) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> bound(with(setting, value)))
			.satisfies((ex) -> assertThat(NestedExceptionUtils.getMostSpecificCause(ex)).hasMessageContaining(reason)
				.hasMessageNotContaining("secret"));
	}

	private static Map<String, String> with(String setting, String value) {
		Map<String, String> settings = new HashMap<>(
				Map.of("cinema.attachments.services.files.url", "http://files:8000"));
		settings.put("cinema.attachments." + setting, value);
		return settings;
	}

	private static AttachmentProperties bound(Map<String, String> settings) {
		return new Binder(new MapConfigurationPropertySource(settings)).bindOrCreate("cinema.attachments",
				AttachmentProperties.class);
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
