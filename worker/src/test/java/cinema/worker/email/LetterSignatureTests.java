package cinema.worker.email;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.attachment.Attachments;
import cinema.worker.attachment.FileStage;
import cinema.worker.channel.SendResult;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.mail.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Letters as a mail server got them, verified as RFC 6376, section 3.7, says it. */
class LetterSignatureTests {

	private static final KeyPair KEYS = keys();

	private static final String PEM = "-----BEGIN PRIVATE KEY-----\n"
			+ Base64.getMimeEncoder().encodeToString(KEYS.getPrivate().getEncoded()) + "\n-----END PRIVATE KEY-----\n";

	private SmtpScript smtp;

	private static KeyPair keys() {
		try {
			KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
			generator.initialize(2048);
			return generator.generateKeyPair();
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	@BeforeEach
	void start() throws Exception {
		this.smtp = new SmtpScript();
		this.smtp.extensions = List.of("8BITMIME", "SMTPUTF8", "PIPELINING");
	}

	@AfterEach
	void stop() throws Exception {
		this.smtp.close();
	}

	@Test
	void signsWhatLetsPeopleUnsubscribe() throws Exception {
		send(new DkimProperties("cinema.example", "2026a", PEM, Map.of()));

		Map<String, String> tags = tags(letter());
		assertThat(tags).containsEntry("d", "cinema.example")
			.containsEntry("s", "2026a")
			.containsEntry("a", "rsa-sha256")
			.containsEntry("c", "relaxed/relaxed")
			.doesNotContainKey("l");
		assertThat(Arrays.stream(tags.get("h").split(":")).map((name) -> name.strip().toLowerCase(Locale.ROOT)))
			.contains("from", "to", "subject", "date", "message-id", "list-unsubscribe", "list-unsubscribe-post",
					"list-id");
		assertThat(verifies(letter())).isTrue();
		assertThat(verifies(letter().replace("One-Click", "Two-Clicks"))).isFalse();
		assertThat(verifies(letter().replace("=D0=9F", "=D0=9E"))).isFalse();
		assertThat(this.smtp.letters.get(0)).contains("Message-ID: <").contains("Content-Type: multipart/alternative");
	}

	/** Whose headers are more than ASCII. */
	/** As they are sent, without a copy of them. */
	@Test
	void signsFilesToo() throws Exception {
		byte[] poster = new byte[50_000];
		new Random(7).nextBytes(poster);
		try (FileStage stage = new FileStage()) {
			stage.has("/tickets/1", "application/pdf", "Билет\r\n".repeat(100).getBytes(StandardCharsets.UTF_8));
			stage.has("/posters/1", "image/png", poster);
			send(FileStage.with(posting("ann@example.com"), FileStage.pdf("Билет.pdf", "/tickets/1"),
					FileStage.image("poster", "/posters/1")),
					new DkimProperties("cinema.example", "2026a", PEM, Map.of()), stage.attachments());
		}

		assertThat(letter()).contains("multipart/mixed").hasSizeGreaterThan(66_000);
		assertThat(verifies(letter())).isTrue();
		String base64 = Base64.getEncoder().encodeToString(poster).substring(0, 60);
		assertThat(verifies(letter().replace(base64, base64.toLowerCase(Locale.ROOT)))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "\r\n", "a", "a\r\n", "a \t b \r\n\r\n\r\n", "\r\n\r\n a", " \t\r\n", "a\r\n \t\r\nb" })
	void hashesABodyInItsRelaxedForm(String body) throws Exception {
		String relaxed = body.replaceAll("[ \t]+", " ").replaceAll(" \r\n", "\r\n").replaceAll("(\r\n)*$", "");
		assertThat(BodyHash.of(new ByteArrayInputStream(body.getBytes(StandardCharsets.US_ASCII))))
			.isEqualTo(MessageDigest.getInstance("SHA-256")
				.digest((relaxed.isEmpty() ? "" : relaxed + "\r\n").getBytes(StandardCharsets.US_ASCII)));
	}

	@Test
	void leavesLettersToNationalAddressesAlone() throws Exception {
		send("\u040aann@example.com", new DkimProperties("cinema.example", "2026a", PEM, Map.of()));

		assertThat(this.smtp.letters).hasSize(1).noneMatch((letter) -> letter.contains("DKIM-Signature"));
	}

	@Test
	void keepsTheSenderToWhomLettersComeBack() throws Exception {
		PostingMessage letter = new PostingMessage(Session.getInstance(new Properties()), LetterBody.of(new byte[0]),
				"bounce+1@cinema.example");
		letter.setHeader("From", "cinema@cinema.example");
		letter.setHeader("To", "ann@example.com");
		letter.setSentDate(new Date());

		new LetterSigner(new DkimProperties("cinema.example", "2026a", PEM, Map.of())).sign(letter,
				"no-reply@cinema.example");

		assertThat(letter.getHeader("DKIM-Signature")).hasSize(1);
		assertThat(letter.getEnvelopeFrom()).isEqualTo("bounce+1@cinema.example");
	}

	@Test
	void leavesLettersAloneWithoutAKey() throws Exception {
		send(new DkimProperties(null, null, null, Map.of()));
		send(new DkimProperties("", "", "", Map.of()));

		assertThat(this.smtp.letters).hasSize(2).noneMatch((letter) -> letter.contains("DKIM-Signature"));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			null,           2026a, key,     cinema.dkim.domain
			cinema.example, null,  key,     cinema.dkim.selector
			cinema.example, 2026a, null,    cinema.dkim.private-key
			cinema.example, 2026a, AAECAwQ, cinema.dkim.private-key
			cinema example, 2026a, key,     cinema.dkim.domain
			""")
	void refusesHalfASetting(String domain, String selector, String key, String setting) {
		assertThatThrownBy(() -> new DkimProperties(domain, selector, "key".equals(key) ? PEM : key, Map.of()))
			.hasMessageContaining(setting)
			.hasMessageNotContaining("AAECAwQ");
	}

	private void send(DkimProperties dkim) throws Exception {
		send("ann@example.com", dkim);
	}

	private void send(String address, DkimProperties dkim) throws Exception {
		send(posting(address), dkim, FileStage.none());
	}

	private static Posting posting(String address) {
		return new Posting(UUID.randomUUID().toString(), "mailing/1/page/1", "1", "new_movies", "new_movies",
				Channel.EMAIL, Urgency.BULK, new PostingReceiver("1", address, "Анна", "Europe/Moscow", "ru"),
				"Новые фильмы на этой неделе, и всё остальное, что ещё можно посмотреть",
				"<p>Привет</p>\n<p>  two  spaces </p>\n\n", "Привет\n.\n\n",
				Map.of("List-Unsubscribe", "<https://cinema.example/u/" + "x".repeat(90) + ">", "List-Unsubscribe-Post",
						"List-Unsubscribe=One-Click", "List-Id", "<new_movies.cinema.example>"),
				Postings.DEADLINE, null, 1);
	}

	private void send(Posting posting, DkimProperties dkim, Attachments attachments) throws Exception {
		EmailChannel channel = EmailSettings.channel(EmailSettings.server(this.smtp.port()), EmailSettings.properties(),
				dkim, attachments, new SimpleMeterRegistry(), Clock.systemUTC());
		assertThat(EmailSettings.send(channel, posting)).isInstanceOf(SendResult.Sent.class);
	}

	/** As it was before dots were put before dots (RFC 5321, 4.5.2). */
	private String letter() {
		return this.smtp.letters.get(0).replaceAll("(?m)^\\.", "").replace("\n", "\r\n");
	}

	private static List<String> headers(String letter) {
		List<String> headers = new ArrayList<>();
		for (String line : letter.substring(0, letter.indexOf("\r\n\r\n")).split("\r\n")) {
			if (line.startsWith(" ") || line.startsWith("\t")) {
				headers.set(headers.size() - 1, headers.get(headers.size() - 1) + "\r\n" + line);
			}
			else {
				headers.add(line);
			}
		}
		return headers;
	}

	private static String signature(String letter) {
		return headers(letter).stream().filter((one) -> one.startsWith("DKIM-Signature:")).findFirst().orElseThrow();
	}

	private static Map<String, String> tags(String letter) {
		String value = signature(letter).substring("DKIM-Signature:".length()).replaceAll("\\s+", "");
		return Arrays.stream(value.split(";"))
			.collect(Collectors.toMap((tag) -> tag.substring(0, tag.indexOf('=')),
					(tag) -> tag.substring(tag.indexOf('=') + 1)));
	}

	private static boolean verifies(String letter) throws Exception {
		Map<String, String> tags = tags(letter);
		String body = letter.substring(letter.indexOf("\r\n\r\n") + 4)
			.replaceAll("[ \t]+", " ")
			.replaceAll(" \r\n", "\r\n")
			.replaceAll("(\r\n)*$", "") + "\r\n";
		byte[] hash = MessageDigest.getInstance("SHA-256").digest(body.getBytes(StandardCharsets.ISO_8859_1));
		if (!Base64.getEncoder().encodeToString(hash).equals(tags.get("bh"))) {
			return false;
		}
		List<String> left = headers(letter);
		StringBuilder signed = new StringBuilder();
		for (String name : tags.get("h").split(":")) {
			for (int i = left.size() - 1; i >= 0; i--) {
				if (left.get(i).toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
					signed.append(relaxed(left.remove(i))).append("\r\n");
					break;
				}
			}
		}
		signed.append(relaxed(signature(letter)).replaceAll("([;\\s]b=)[^;]*", "$1"));
		Signature rsa = Signature.getInstance("SHA256withRSA");
		rsa.initVerify(KEYS.getPublic());
		rsa.update(signed.toString().getBytes(StandardCharsets.ISO_8859_1));
		return rsa.verify(Base64.getDecoder().decode(tags.get("b")));
	}

	private static String relaxed(String header) {
		int colon = header.indexOf(':');
		return header.substring(0, colon).toLowerCase(Locale.ROOT).strip() + ":"
				+ header.substring(colon + 1).replace("\r\n", "").replaceAll("[ \t]+", " ").strip();
	}

}
