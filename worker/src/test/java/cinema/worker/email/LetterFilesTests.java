package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.attachment.FileStage;
import cinema.worker.attachment.LetterFile;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.Attachment;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import com.sun.management.ThreadMXBean;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.BodyPart;
import jakarta.mail.Multipart;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Letters with files, as a mail server got them and as a program reads them. */
class LetterFilesTests {

	private static final String ID = "0b5ad3a4-6a39-4a3c-9a3e-0d7a5b3c2d1e";

	private final byte[] ticket = new byte[20_000];

	private final byte[] poster = new byte[7_296];

	@TempDir
	private Path folder;

	private SmtpScript smtp;

	private FileStage stage;

	@BeforeEach
	void start() throws Exception {
		new Random(7).nextBytes(this.ticket);
		new Random(8).nextBytes(this.poster);
		this.smtp = new SmtpScript();
		this.stage = new FileStage();
		this.stage.has("/tickets/1", "application/pdf", this.ticket);
		this.stage.has("/posters/1", "image/png", this.poster);
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
		this.stage.close();
	}

	private EmailChannel channel(Map<String, ProviderProperties> providers) throws Exception {
		return EmailSettings.channel(EmailSettings.server(this.smtp.port()), EmailSettings.properties(providers),
				new DkimProperties(null, null, null, Map.of()), this.stage.attachments(), new SimpleMeterRegistry(),
				Clock.systemUTC());
	}

	private SendResult send(Attachment... files) throws Exception {
		return EmailSettings.send(channel(Map.of()), FileStage.with(Postings.posting(), files));
	}

	private MimeMessage letter() throws Exception {
		String source = this.smtp.letters.get(0).replaceAll("(?m)^\\.\\.", ".").replace("\n", "\r\n");
		return new MimeMessage(Session.getInstance(new Properties()),
				new ByteArrayInputStream(source.getBytes(StandardCharsets.ISO_8859_1)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "ticket.pdf", "Eintrittskarte für Dünkirchen (großer Saal).pdf", "Билет на «Сталкер».pdf",
			"a \"quoted\\ name; x=1.pdf", "=?UTF-8?Q?eve?=.pdf", "🎬.pdf" })
	void arrivesWithItsFilesUnderTheirNames(String name) throws Exception {
		assertThat(send(FileStage.pdf(name, "/tickets/1"), FileStage.image("poster", "/posters/1"),
				FileStage.pdf("second.pdf", "/tickets/1")))
			.isInstanceOf(SendResult.Sent.class);

		MimeMessage letter = letter();
		assertThat(letter.isMimeType("multipart/mixed")).isTrue();
		Multipart mixed = (Multipart) letter.getContent();
		assertThat(mixed.getCount()).isEqualTo(3);
		Multipart related = (Multipart) mixed.getBodyPart(0).getContent();
		assertThat(mixed.getBodyPart(0).getContentType()).contains("multipart/related", "multipart/alternative");
		Multipart words = (Multipart) related.getBodyPart(0).getContent();
		assertThat(words.getBodyPart(0).getContent().toString().replace("\r\n", "\n"))
			.isEqualTo(Postings.posting().text());
		assertThat(words.getBodyPart(1).getContent()).isEqualTo(Postings.posting().html());
		isFile(related.getBodyPart(1), "poster.png", "image/png", BodyPart.INLINE, this.poster);
		assertThat(((MimeBodyPart) related.getBodyPart(1)).getContentID()).isEqualTo("<poster>");
		isFile(mixed.getBodyPart(1), name, "application/pdf", BodyPart.ATTACHMENT, this.ticket);
		isFile(mixed.getBodyPart(2), "second.pdf", "application/pdf", BodyPart.ATTACHMENT, this.ticket);
		assertThat(this.smtp.letters.get(0).lines()).as("ASCII, in lines that mail servers take")
			.allSatisfy((line) -> assertThat(line).matches("[\\t -~]{0,78}"));
		assertThat(this.stage.onDisk()).as("the poster alone may be wanted again").hasSize(1);
	}

	private static void isFile(BodyPart part, String name, String type, String disposition, byte[] bytes)
			throws Exception {
		assertThat(part.getFileName()).isEqualTo(name);
		assertThat(part.isMimeType(type)).isTrue();
		assertThat(part.getDisposition()).isEqualTo(disposition);
		assertThat(part.getInputStream()).hasBinaryContent(bytes);
	}

	/** Programs that know no RFC 2231 look there, and decode what they should not. */
	@Test
	void saysTheNameOnceMoreInEncodedWords() throws Exception {
		send(FileStage.pdf("Билет.pdf", "/tickets/1"));
		assertThat(this.smtp.letters.get(0))
			.contains("Content-Type: application/pdf;\n\tname=\"=?UTF-8?B?"
					+ Base64.getEncoder().encodeToString("Билет.pdf".getBytes(StandardCharsets.UTF_8)) + "?=\"\n")
			.contains("Content-Disposition: attachment;\n\tfilename*=UTF-8''%D0%91%D0%B8%D0%BB%D0%B5%D1%82.pdf\n");
	}

	@Test
	void hasNoPartMoreThanItNeeds() throws Exception {
		send(FileStage.image("poster", "/posters/1"));
		assertThat(letter().isMimeType("multipart/related")).isTrue();
		this.smtp.letters.clear();
		send(FileStage.pdf("a.pdf", "/tickets/1"));
		assertThat(letter().isMimeType("multipart/mixed")).isTrue();
		assertThat(((Multipart) letter().getContent()).getBodyPart(0).isMimeType("multipart/alternative")).isTrue();
	}

	@Test
	void leavesALetterWithoutFilesAsItWas() throws Exception {
		Posting posting = new Posting(ID, "event/a/1", "1", "welcome", "account", Channel.EMAIL, Urgency.NORMAL,
				new PostingReceiver("1", "ann@example.com", "Ann", "Europe/Moscow", "en"), "Hello",
				"<p>Привет</p>\n<p>  two  spaces </p>\n", "Hello\n.\nbye ", Map.of(), Postings.DEADLINE, null, 1);
		EmailSettings.send(channel(Map.of()), posting);
		assertThat(this.smtp.letters.get(0))
			.contains("\nContent-Type: multipart/alternative;\n\tboundary=\"=_" + ID + "\"\n")
			.endsWith("""


					--=_%1$s
					Content-Type: text/plain; charset=UTF-8
					Content-Transfer-Encoding: quoted-printable

					Hello
					..
					bye=20
					--=_%1$s
					Content-Type: text/html; charset=UTF-8
					Content-Transfer-Encoding: quoted-printable

					<p>=D0=9F=D1=80=D0=B8=D0=B2=D0=B5=D1=82</p>
					<p>  two  spaces </p>

					--=_%1$s--
					""".formatted(ID));
	}

	@Test
	void isNotSentWithoutItsFiles() throws Exception {
		assertThat(send(FileStage.pdf("a.pdf", "/tickets/none")))
			.isEqualTo(new SendResult.Rejected("file \"a.pdf\": files answered 404"));
		EmailChannel none = EmailSettings.channel(this.smtp.port(), EmailSettings.properties(),
				new SimpleMeterRegistry(), Clock.systemUTC());
		assertThat(EmailSettings.send(none, FileStage.with(Postings.posting(), FileStage.pdf("a.pdf", "/tickets/1"))))
			.isInstanceOfSatisfying(SendResult.Deferred.class,
					(deferred) -> assertThat(deferred.detail()).contains("names no service"));
		assertThat(this.smtp.commands).as("nobody was asked for a connection").isEmpty();
	}

	/** Before the ledger says that it is being sent. */
	@Test
	void isRefusedBeforeItIsSentWhereItIsTooLargeForTheServer() throws Exception {
		this.smtp.extensions = List.of("SIZE 20000");
		try (Line line = channel(Map.of())
			.open(List.of(FileStage.with(Postings.posting(), FileStage.pdf("a.pdf", "/tickets/1"))))
			.get(0)) {
			assertThat(line.settled()).isInstanceOfSatisfying(SendResult.Deferred.class,
					(deferred) -> assertThat(deferred.detail())
						.matches("the letter has 3\\d{4} bytes, and the mail server takes 20000"));
		}
		assertThat(this.stage.onDisk()).isEmpty();
		assertThat(send()).isInstanceOf(SendResult.Sent.class);
		this.smtp.extensions = List.of("SIZE 0");
		assertThat(send(FileStage.pdf("a.pdf", "/tickets/1"))).as("0 says nothing").isInstanceOf(SendResult.Sent.class);
	}

	@Test
	void goesByTheProviderThatTakesIt() throws Exception {
		try (SmtpScript small = new SmtpScript()) {
			small.extensions = List.of("SIZE 20000");
			EmailChannel channel = channel(Map.of("small", EmailSettings.provider(small.port(), 1000), "large",
					EmailSettings.provider(this.smtp.port(), 1)));
			assertThat(EmailSettings.send(channel,
					FileStage.with(Postings.posting(), FileStage.pdf("a.pdf", "/tickets/1"))))
				.isInstanceOf(SendResult.Sent.class);
			assertThat(small.letters).isEmpty();
			assertThat(this.smtp.letters).hasSize(1);
		}
	}

	@Test
	void tellsItsSizeAsTheServerCountsIt() throws Exception {
		send(FileStage.pdf("Билет.pdf", "/tickets/1"), FileStage.image("poster", "/posters/1"));
		int counted = this.smtp.letters.get(0).replaceAll("(?m)^\\.\\.", ".").replace("\n", "\r\n").length();
		this.smtp.extensions = List.of("SIZE " + (counted - 1));
		assertThat(send(FileStage.pdf("Билет.pdf", "/tickets/1"), FileStage.image("poster", "/posters/1")))
			.isInstanceOf(SendResult.Deferred.class);
		this.smtp.extensions = List.of("SIZE " + counted);
		assertThat(send(FileStage.pdf("Билет.pdf", "/tickets/1"), FileStage.image("poster", "/posters/1")))
			.isInstanceOf(SendResult.Sent.class);
	}

	@Test
	void goesNowhereInPart() throws Exception {
		EmailChannel channel = channel(Map.of());
		try (Line line = channel.open(List.of(FileStage.with(Postings.posting(), FileStage.pdf("a.pdf", "/tickets/1"))))
			.get(0)) {
			Files.delete(this.stage.onDisk().get(0));
			assertThat(line.send())
				.isEqualTo(new SendResult.Deferred("a file of the letter is gone from our disk", true, null));
		}
		assertThat(this.smtp.letters).as("no letter ends with a dot").isEmpty();
		assertThat(EmailSettings.send(channel, Postings.posting())).isInstanceOf(SendResult.Sent.class);
		assertThat(this.smtp.connections).hasValue(2);
	}

	/** The library that signed before had it four times. */
	@Test
	void takesNoMoreMemoryThanItsWordsToBeSignedAndSent() throws Exception {
		Path file = Files.write(this.folder.resolve("film"), new byte[10 * 1024 * 1024]);
		List<LetterFile> files = List.of(new LetterFile("film.pdf", "application/pdf", null, file, Files.size(file)));
		KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
		DkimProperties dkim = new DkimProperties("cinema.example", "2026a",
				Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded()), Map.of());
		LetterWriter writer = new LetterWriter(EmailSettings.properties(), new LetterSigner(dkim), SignedPaths.off(),
				new SimpleMeterRegistry(), Clock.systemUTC());
		Session session = Session.getInstance(new Properties());
		ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

		write(writer, session, List.of());
		long before = threads.getCurrentThreadAllocatedBytes();
		long written = write(writer, session, files);

		assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1024 * 1024);
		assertThat(written).isGreaterThan(14_000_000);
	}

	private static long write(LetterWriter writer, Session session, List<LetterFile> files) throws Exception {
		AtomicLong length = new AtomicLong();
		PostingMessage letter = writer.write(session, Postings.posting(), new InternetAddress("ann@example.com"),
				files);
		assertThat(letter.getHeader("DKIM-Signature")).hasSize(1);
		letter.writeTo(new OutputStream() {

			@Override
			public void write(int one) {
				length.incrementAndGet();
			}

			@Override
			public void write(byte[] bytes, int offset, int some) {
				length.addAndGet(some);
			}

		});
		assertThat(length).hasValue(letter.size());
		return length.get();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 56, 57, 58, 7_295, 7_296, 7_297, 14_592, 20_000 })
	void encodesAFileAsItIsRead(int size) throws Exception {
		byte[] bytes = new byte[size];
		new Random(9).nextBytes(bytes);
		Path file = Files.write(this.folder.resolve("file"), bytes);
		String whole = Base64.getMimeEncoder().encodeToString(bytes);

		try (InputStream encoded = new EncodedFile(file); InputStream slowly = new EncodedFile(file)) {
			assertThat(encoded).hasBinaryContent(whole.getBytes(StandardCharsets.US_ASCII));
			ByteArrayOutputStream single = new ByteArrayOutputStream();
			for (int one = slowly.read(); one >= 0; one = slowly.read()) {
				single.write(one);
			}
			assertThat(single.toString(StandardCharsets.US_ASCII)).isEqualTo(whole);
		}
		assertThat(EncodedFile.size(size)).isEqualTo(whole.length());
	}

}
