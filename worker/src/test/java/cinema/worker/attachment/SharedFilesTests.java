package cinema.worker.attachment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.worker.MovingClock;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import com.sun.net.httpserver.HttpExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Files of mailings: asked for once, however many letters have them. */
@Timeout(30)
class SharedFilesTests {

	private static final byte[] POSTER = "a poster".getBytes(StandardCharsets.UTF_8);

	private final MovingClock clock = new MovingClock(Instant.parse("2026-11-29T10:00:00Z"));

	private FileStage stage;

	private Attachments attachments;

	@BeforeEach
	void start() throws Exception {
		this.stage = new FileStage();
		this.stage.has("/posters/1", "application/pdf", POSTER);
		this.attachments = this.stage.attachments(this.clock, 8);
	}

	@AfterEach
	void stop() throws Exception {
		this.stage.close();
	}

	private LetterFiles one(Urgency urgency, Attachment... files) {
		return this.attachments.fetch(List.of(FileStage.posting(urgency, files))).get(0);
	}

	private LetterFiles one(String path) {
		return one(Urgency.BULK, FileStage.shared(path));
	}

	private static List<Posting> letters(int number, Attachment file) {
		return Stream.generate(() -> FileStage.posting(Urgency.BULK, file)).limit(number).toList();
	}

	@Test
	void fetchesAFileOnceForAllLettersThatShareIt() throws Exception {
		this.stage.answers.put("/posters/1", (exchange) -> {
			sleep(200);
			FileStage.answer(exchange, "application/pdf", POSTER);
		});
		assertThat(atOnce(FileStage.shared("/posters/1"))).hasSize(100).allSatisfy((one) -> {
			assertThat(one.trouble()).isNull();
			assertThat(one.files().get(0).path()).hasBinaryContent(POSTER);
		});
		assertThat(this.stage.requests).hasSize(1);
	}

	/** Whoever forgot the poster of a mailing has taken no letter from anybody. */
	@Test
	void asksOnceForWhatIsNotThereHoweverManyLettersNameIt() throws Exception {
		assertThat(atOnce(FileStage.shared("/posters/none"))).hasSize(100)
			.extracting(LetterFiles::trouble)
			.containsOnly(new SendResult.Deferred("file \"film.pdf\": files answered 404", true, null));
		assertThat(this.stage.requests).hasSize(1);

		this.stage.has("/posters/none", "application/pdf", POSTER);
		this.clock.move(Duration.ofSeconds(61));
		assertThat(one("/posters/none").trouble()).isNull();
	}

	/** Ten letters in each of ten threads. */
	private List<LetterFiles> atOnce(Attachment file) throws Exception {
		ExecutorService threads = Executors.newFixedThreadPool(10);
		try {
			List<Callable<List<LetterFiles>>> parts = IntStream.range(0, 10)
				.mapToObj((part) -> (Callable<List<LetterFiles>>) () -> this.attachments.fetchPart(letters(10, file)))
				.toList();
			List<LetterFiles> all = new ArrayList<>();
			for (Future<List<LetterFiles>> part : threads.invokeAll(parts)) {
				all.addAll(part.get());
			}
			return all;
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Test
	void leavesAServiceAloneThatFailsAgainAndAgain() throws Exception {
		this.stage.answers("/posters/1", 503);
		assertThat(atOnce(FileStage.shared("/posters/1"))).hasSize(100)
			.allSatisfy((one) -> assertThat(one.trouble()).isInstanceOfSatisfying(SendResult.Deferred.class,
					(deferred) -> assertThat(deferred.ours()).isTrue()));
		assertThat(this.stage.requests).hasSize(5);
		assertThat(one("/posters/1").trouble())
			.isEqualTo(new SendResult.Deferred("file \"film.pdf\": files has failed several times, and letters wait",
					true, this.clock.instant().plusSeconds(2)));
		assertThat(one(Urgency.URGENT, FileStage.pdf("a.pdf", "/tickets/none")).trouble())
			.as("others try by themselves")
			.isInstanceOf(SendResult.Rejected.class);

		this.stage.has("/posters/1", "application/pdf", POSTER);
		this.clock.move(Duration.ofSeconds(3));
		assertThat(one("/posters/1").trouble()).isNull();
		assertThat(one("/posters/1").trouble()).isNull();
	}

	@Test
	void asksAnewWhetherAFileIsStillTheSame() {
		this.stage.answers.put("/posters/1", SharedFilesTests::versionOne);
		one("/posters/1").close();
		this.clock.move(Duration.ofMinutes(11));
		try (LetterFiles again = one("/posters/1")) {
			assertThat(again.files().get(0).path()).hasBinaryContent(POSTER);
		}
		assertThat(this.stage.requests).hasSize(2);
		assertThat(
				this.stage.meters.timer("cinema.attachments.fetch", "service", "files", "result", "unchanged").count())
			.isEqualTo(1);
	}

	private static void versionOne(HttpExchange exchange) throws IOException {
		exchange.getResponseHeaders().set("ETag", "\"one\"");
		if ("\"one\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match"))) {
			exchange.sendResponseHeaders(304, -1);
		}
		else {
			FileStage.answer(exchange, "application/pdf", POSTER);
		}
	}

	@Test
	void leavesALetterTheVersionThatItHasInHand() {
		try (LetterFiles before = one("/posters/1")) {
			this.stage.has("/posters/1", "application/pdf", new byte[] { 7 });
			this.clock.move(Duration.ofMinutes(11));
			try (LetterFiles after = one("/posters/1")) {
				assertThat(after.files().get(0).path()).hasBinaryContent(new byte[] { 7 });
				assertThat(before.files().get(0).path()).hasBinaryContent(POSTER);
			}
		}
		assertThat(this.stage.onDisk()).hasSize(1);
	}

	/** There is room for 164 kB, and a file may have 64. */
	@Test
	void dropsWhatWasNotNeededForLongestAndNothingThatALetterHasInHand() {
		byte[] large = new byte[60 * 1024];
		List.of("/posters/1", "/posters/2", "/posters/3")
			.forEach((path) -> this.stage.has(path, "application/pdf", large));
		try (LetterFiles held = one("/posters/1")) {
			one("/posters/2").close();
			one("/posters/3").close();
			assertThat(this.stage.onDisk()).hasSize(2);
			assertThat(held.files().get(0).path()).hasBinaryContent(large);
			one("/posters/3").close();
			one("/posters/1").close();
			assertThat(this.stage.requests).hasSize(3);
			one("/posters/2").close();
			assertThat(this.stage.requests).as("the second one had to go").hasSize(4);
		}
		assertThat(this.stage.meters.get("cinema.attachments.shared").gauge().value()).isEqualTo(2 * 60 * 1024);
	}

	@Test
	void fetchesAgainWhatSomebodyTidiedAway() throws Exception {
		one("/posters/1").close();
		Files.delete(this.stage.onDisk().get(0));
		try (LetterFiles again = one("/posters/1")) {
			assertThat(again.files().get(0).path()).hasBinaryContent(POSTER);
		}
		assertThat(this.stage.requests).hasSize(2);
	}

	@Test
	void takesOnesBytesForNoOther() throws Exception {
		Attachment other = FileStage.hashed("/posters/1", "0".repeat(64));
		Attachment claimed = new Attachment(other.name(), other.url(), other.type(), null, other.sha256(), true);
		assertThat(one("/posters/1").trouble()).isNull();
		assertThat(one(Urgency.BULK, claimed).trouble()).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.detail()).contains("SHA-256 differs"));
		assertThat(one("/posters/1").trouble()).isNull();
	}

	private static void sleep(long millis) {
		try {
			Thread.sleep(millis);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

}
