package cinema.worker.attachment;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import cinema.platform.outbound.ServiceEntry;
import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.BounceKind;
import cinema.workflows.contract.Urgency;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What answers of services mean for a letter that names a file of theirs. */
@Timeout(30)
class FileFetchTests {

	private static final byte[] TICKET = "%PDF-1.7 a ticket".getBytes(StandardCharsets.UTF_8);

	private FileStage stage;

	@BeforeEach
	void start() throws Exception {
		this.stage = new FileStage();
		this.stage.has("/tickets/1", "application/pdf", TICKET);
	}

	@AfterEach
	void stop() throws Exception {
		this.stage.close();
	}

	private LetterFiles fetch(Attachment... files) {
		return this.stage.attachments().fetch(List.of(FileStage.posting(Urgency.NORMAL, files))).get(0);
	}

	private @Nullable SendResult trouble(Attachment... files) {
		try (LetterFiles fetched = fetch(files)) {
			return fetched.trouble();
		}
	}

	private SendResult troubleOf(String path) {
		SendResult trouble = trouble(FileStage.pdf("film.pdf", path));
		assertThat(trouble).isNotNull();
		return trouble;
	}

	@Test
	void writesAFileToDiskUntilItsLetterIsClosed() throws Exception {
		this.stage.has("/posters/7", "image/png; charset=binary", new byte[] { 1, 2, 3 });
		try (LetterFiles files = fetch(FileStage.pdf("Билет.pdf", "/tickets/1"),
				FileStage.image("poster", "/posters/7"))) {
			assertThat(files.trouble()).isNull();
			assertThat(files.files()).extracting(LetterFile::name).containsExactly("Билет.pdf", "poster.png");
			assertThat(files.files().get(0).path()).hasBinaryContent(TICKET);
			assertThat(files.files().get(0).size()).isEqualTo(TICKET.length);
			assertThat(files.files().get(1).contentId()).isEqualTo("poster");
			assertThat(this.stage.onDisk()).hasSize(2);
		}
		assertThat(this.stage.onDisk()).as("the poster may be wanted again").hasSize(1);
		assertThat(this.stage.requests).containsExactly("/tickets/1 Bearer secret-of-files",
				"/posters/7 Bearer secret-of-files");
		assertThat(this.stage.meters.timer("cinema.attachments.fetch", "service", "files", "result", "fetched").count())
			.isEqualTo(2);
	}

	@Test
	void tellsAServiceTokenToNobodyElse() {
		this.stage.has("/films/1", "application/pdf", TICKET);
		assertThat(trouble(new Attachment("a.pdf", "http://open/films/1", "application/pdf", null, null, false)))
			.isNull();
		assertThat(this.stage.requests).containsExactly("/films/1 null");
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 405, 406, 410, 418, 451, 204, 206, 301, 302, 307, 308 })
	void rejectsALetterWhoseFileIsNotThere(int status) {
		this.stage.answers("/tickets/1", status, "Location", "http://169.254.169.254/latest/meta-data");
		assertThat(troubleOf("/tickets/1"))
			.isEqualTo(new SendResult.Rejected("file \"film.pdf\": files answered " + status));
		assertThat(this.stage.requests).as("nobody is followed").hasSize(1);
		assertThat(this.stage.onDisk()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 407, 408, 425, 429, 500, 502, 503, 504 })
	void putsALetterOffWhereItMayBeThereLater(int status) {
		this.stage.answers("/tickets/1", status);
		assertThat(troubleOf("/tickets/1"))
			.isEqualTo(new SendResult.Deferred("file \"film.pdf\": files answered " + status, true, null));
	}

	@Test
	void comesAgainWhenTheServiceSays() {
		Instant now = Instant.parse("2026-11-29T10:00:00Z");
		this.stage.answers("/tickets/1", 503, "Retry-After", "120");
		try (LetterFiles files = this.stage.attachments(Clock.fixed(now, ZoneOffset.UTC), 8)
			.fetch(List.of(FileStage.posting(Urgency.NORMAL, FileStage.pdf("a.pdf", "/tickets/1"))))
			.get(0)) {
			assertThat(files.trouble())
				.isEqualTo(new SendResult.Deferred("file \"a.pdf\": files answered 503", true, now.plusSeconds(120)));
		}
	}

	/** Else the receiver's address would be closed. */
	@ParameterizedTest
	@ValueSource(strings = { "550 5.1.1.pdf", "5.1.1", "550", "550-5.1.1 nobody" })
	void saysNothingThatCouldBeAMailServersWordOnTheReceiver(String name) {
		this.stage.answers("/tickets/1", 404);
		SendResult trouble = trouble(FileStage.pdf(name, "/tickets/1"));
		assertThat(trouble).isInstanceOfSatisfying(SendResult.Rejected.class, (rejected) -> {
			assertThat(rejected.detail()).startsWith("file \"");
			assertThat(BounceKind.ofReply(rejected.detail())).isEmpty();
		});
	}

	/** What became of a letter is kept longer than the letter. */
	@Test
	void namesNobody() {
		SendResult trouble = trouble(FileStage.pdf("Билет Анна ann@example.com " + "x".repeat(200) + ".pdf", "/gone"));
		assertThat(trouble).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.detail()).doesNotContain("Анна", "ann@")
					.endsWith("that path is none of cinema.attachments.services.files.paths")
					.hasSizeLessThanOrEqualTo(200));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			http://films/tickets/1                 | no service of that name
			http://127.0.0.1/tickets/1             | no service of that name
			http://169.254.169.254/latest          | no service of that name
			http://files/admin                     | that path is none of
			http://files/ticketsandmore            | that path is none of
			http://files/tickets/../admin          | the path is ambiguous
			http://files/tickets/%2e%2e/admin      | the path is ambiguous
			http://files:8080/tickets/1            | the plain name of a service
			http://ann@files/tickets/1             | the plain name of a service
			http://files@169.254.169.254/tickets/1 | the plain name of a service
			file:///etc/passwd                     | only http and https
			ftp://files/tickets/1                  | only http and https
			http://files/a b                       | it is no URL
			tickets/1                              | only http and https
			""")
	void asksNobodyWhoIsNotConfigured(String url, String reason) {
		assertThat(trouble(new Attachment("a.pdf", url, "application/pdf", null, null, false)))
			.isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
				assertThat(deferred.ours()).isTrue();
				assertThat(deferred.detail()).startsWith("file \"a.pdf\": url: ").contains(reason);
			});
		assertThat(this.stage.requests).isEmpty();
	}

	@Test
	void keepsLettersWhereNoServiceIsConfigured() {
		try (LetterFiles files = FileStage.none()
			.fetch(List.of(FileStage.posting(Urgency.NORMAL, FileStage.pdf("a.pdf", "/tickets/1"))))
			.get(0)) {
			assertThat(files.trouble()).isEqualTo(new SendResult.Deferred(
					"file \"a.pdf\": this worker sends no files: cinema.attachments.services names no service", true,
					null));
		}
	}

	@Test
	void dialsNoAddressThatIsNotAllowed() {
		Attachments guarded = FileStage.attachments(this.stage.properties(List.of("127.0.0.0/8")), this.stage.meters,
				Clock.systemUTC(), 8);
		try (LetterFiles files = guarded
			.fetch(List.of(FileStage.posting(Urgency.NORMAL, FileStage.pdf("a.pdf", "/tickets/1"))))
			.get(0)) {
			assertThat(files.trouble()).isInstanceOf(SendResult.Deferred.class);
		}
		assertThat(this.stage.requests).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			text/html                | files answered the type text/html, but application/pdf is named
			application/octet-stream | files answered the type application/octet-stream, but application/pdf is named
			                         | files answered no type, but application/pdf is named
			""")
	void rejectsAnotherTypeThanTheOneThatIsNamed(@Nullable String type, String reason) {
		if (type != null) {
			this.stage.has("/tickets/1", type, TICKET);
		}
		else {
			this.stage.answers.put("/tickets/1", (exchange) -> {
				exchange.sendResponseHeaders(200, TICKET.length);
				exchange.getResponseBody().write(TICKET);
			});
		}
		assertThat(troubleOf("/tickets/1")).isEqualTo(new SendResult.Rejected("file \"film.pdf\": " + reason));
	}

	@Test
	void keepsATypeThatIsNotAllowedWithoutAsking() {
		assertThat(trouble(
				new Attachment("a.exe", "http://files/tickets/1", "application/x-msdownload", null, null, false)))
			.isEqualTo(new SendResult.Deferred(
					"file \"a.exe\": files of the type application/x-msdownload are not allowed here", true, null));
		assertThat(this.stage.requests).isEmpty();
	}

	@Test
	void comparesTheHash() throws Exception {
		String right = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(TICKET));
		assertThat(trouble(FileStage.hashed("/tickets/1", right))).isNull();
		assertThat(trouble(FileStage.hashed("/tickets/1", "0".repeat(64)))).isEqualTo(new SendResult.Rejected(
				"file \"film.pdf\": it is another file than the one that is named: its SHA-256 differs"));
		assertThat(this.stage.onDisk()).isEmpty();
	}

	@Test
	void takesAFileOfTheLargestSizeAndNoneOfAByteMore() {
		this.stage.has("/tickets/1", "application/pdf", new byte[(int) FileStage.FILE.toBytes()]);
		assertThat(trouble(FileStage.pdf("a.pdf", "/tickets/1"))).isNull();
		this.stage.has("/tickets/1", "application/pdf", new byte[(int) FileStage.FILE.toBytes() + 1]);
		assertThat(troubleOf("/tickets/1"))
			.isEqualTo(new SendResult.Rejected("file \"film.pdf\": it has more than 64 kB"));
	}

	@Test
	void readsNoMoreThanAllowedOfABodyWithoutAnEnd() {
		this.stage.answers.put("/tickets/1", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/pdf");
			exchange.sendResponseHeaders(200, 0);
			try (OutputStream body = exchange.getResponseBody()) {
				for (byte[] some = new byte[8192];;) {
					body.write(some);
				}
			}
		});
		assertThat(troubleOf("/tickets/1"))
			.isEqualTo(new SendResult.Rejected("file \"film.pdf\": it has more than 64 kB"));
		assertThat(this.stage.onDisk()).isEmpty();
	}

	/** Each byte comes in time, and the file never. */
	@Test
	void putsOffWhatTrickles() {
		this.stage.answers.put("/tickets/1", (exchange) -> {
			exchange.getResponseHeaders().set("Content-Type", "application/pdf");
			exchange.sendResponseHeaders(200, 0);
			for (int i = 0; i < 100; i++) {
				exchange.getResponseBody().write(1);
				exchange.getResponseBody().flush();
				sleep(100);
			}
		});
		assertThat(troubleOf("/tickets/1")).isEqualTo(new SendResult.Deferred(
				"file \"film.pdf\": files did not answer in full: it took longer than 2 s", true, null));
		assertThat(this.stage.onDisk()).isEmpty();
	}

	@Test
	void putsOffWhatIsSilentAwayOrCutShort() throws Exception {
		this.stage.answers.put("/tickets/1", (exchange) -> sleep(3000));
		assertThat(troubleOf("/tickets/1")).isInstanceOf(SendResult.Deferred.class);
		assertThat(trouble(new Attachment("a.pdf", "http://away/a", "application/pdf", null, null, false)))
			.isInstanceOf(SendResult.Deferred.class);
		assertThat(cutShort()).isInstanceOf(SendResult.Deferred.class);
		assertThat(this.stage.onDisk()).isEmpty();
	}

	/** A server that says that there is more than it sends. */
	private @Nullable SendResult cutShort() throws Exception {
		try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
			Thread thread = new Thread(() -> {
				try (Socket socket = server.accept()) {
					socket.getInputStream().read(new byte[8192]);
					socket.getOutputStream()
						.write("HTTP/1.1 200 OK\r\nContent-Type: application/pdf\r\nContent-Length: 100\r\n\r\nten bytes."
							.getBytes(StandardCharsets.US_ASCII));
				}
				catch (IOException ex) {
					// The test is over.
				}
			});
			thread.start();
			AttachmentProperties properties = this.stage.properties(
					Map.of("short",
							new ServiceEntry(URI.create("http://127.0.0.1:" + server.getLocalPort()), null, List.of())),
					List.of());
			try (LetterFiles files = FileStage.attachments(properties, this.stage.meters, Clock.systemUTC(), 8)
				.fetch(List.of(FileStage.posting(Urgency.NORMAL,
						new Attachment("a.pdf", "http://short/a", "application/pdf", null, null, false))))
				.get(0)) {
				return files.trouble();
			}
		}
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
