package cinema.worker.bounce;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;

import cinema.worker.bounce.Returned.Bounce;
import cinema.worker.bounce.Returned.Code;
import cinema.worker.bounce.Returned.Ignored;
import cinema.worker.bounce.Returned.Unclear;
import cinema.worker.bounce.Returned.Why;
import cinema.worker.returnpath.ReturnPaths;
import cinema.worker.returnpath.SignedPaths;
import cinema.workflows.contract.BounceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What servers, providers and people send back, one sample for each shape. */
@Timeout(30)
class ReturnReaderTests {

	private final ReturnPaths paths = SignedPaths.on();

	private final ReturnReader reader = new ReturnReader(this.paths);

	private final String posting = UUID.randomUUID().toString();

	private byte[] sample(String name) {
		return Samples.read(name, this.paths, this.posting);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			textBlock = """
					postfix-hard        | HARD      | 5.1.1 bounced: 550 5.1.1 <address> Recipient address rejected: User unknown
					postfix-named       | HARD      | 5.2.1 bounced: 550 5.2.1 : the mailbox <address> of <address> is disabled
					postfix-full        | SOFT      | 5.2.2 bounced: 552 5.2.2
					postfix-blocked     | BLOCKED   | 5.7.1 bounced: 550 5.7.1 Service unavailable
					postfix-expired     | BLOCKED   | 4.4.7 bounced: connect to mx1.example.com
					exchange-hard       | HARD      | 5.1.10 bounced: 550 5.1.10 RESOLVER.ADR.RecipientNotFound
					exchange-denied     | BLOCKED   | 5.4.1 bounced: 550 5.4.1 Recipient address rejected: Access denied
					gmail-hard          | HARD      | 5.1.1 bounced: 550-5.1.1 The email account that you tried to reach
					qmail-hard          | HARD      | 5.1.1 bounced: Sorry, no mailbox here by that name.
					qmail-full          | SOFT      | bounced: Remote host said: 552 Requested mail action aborted
					exim-hard           | HARD      | bounced: 550 No such recipient here
					mailru-hard         | HARD      | bounced: 550 Message was not accepted -- invalid mailbox.
					mailru-word         | HARD      | bounced: <address> ящик отключён
					yandex-hard         | HARD      | 5.7.1 bounced: 550 5.7.1 No such user!
					yahoo-complaint     | COMPLAINT | complaint: abuse, by Yahoo!-Mail-Feedback/2.0
					microsoft-complaint | COMPLAINT | complaint: abuse, by JMRP
					cut-off             | HARD      | 5.1.1 bounced: 550 5.1.1 nobody
					""")
	void understandsWhatCameBack(String name, BounceKind kind, String detail) {
		assertThat(this.reader.read(sample(name))).isInstanceOfSatisfying(Bounce.class, (bounce) -> {
			assertThat(bounce.postingId()).isEqualTo(this.posting);
			assertThat(bounce.kind()).isEqualTo(kind);
			assertThat(bounce.detail()).startsWith(detail).doesNotContain("@").hasSizeLessThanOrEqualTo(200);
		});
	}

	@ParameterizedTest
	@CsvSource({ "postfix-delayed,DELAYED", "postfix-relayed,ARRIVED", "vacation,AUTO_REPLY", "vacation-ru,AUTO_REPLY",
			"challenge,CHALLENGE", "loop,LOOP", "not-spam,OTHER_REPORT", "stranger,STRANGER" })
	void leavesBeWhatIsNoNews(String name, Why why) {
		assertThat(this.reader.read(sample(name))).isEqualTo(new Ignored(why));
	}

	@Test
	void tellsWhatNobodyCanActOn() {
		ReturnPaths strangers = SignedPaths.strangers();

		assertThat(this.reader.read(Samples.read("postfix-hard", strangers, this.posting)))
			.isInstanceOfSatisfying(Unclear.class, (one) -> assertThat(one.code()).isEqualTo(Code.FORGED));
		assertThat(this.reader.read(Samples.read("postfix-hard", SignedPaths.off(), this.posting)))
			.isInstanceOfSatisfying(Unclear.class, (one) -> assertThat(one.code()).isEqualTo(Code.NO_POSTING));
		assertThat(this.reader.read(sample("letter-to-the-path"))).isInstanceOfSatisfying(Unclear.class,
				(one) -> assertThat(one.code()).isEqualTo(Code.NOT_A_BOUNCE));
	}

	/**
	 * Cut, scrambled and nested without end: it answers, and takes nothing for a hard
	 * bounce of another.
	 */
	@Test
	void survivesWhateverComesIn() {
		byte[] whole = sample("gmail-hard");
		Random random = new Random(1);
		for (int i = 0; i < 300; i++) {
			byte[] broken = Arrays.copyOf(whole, random.nextInt(whole.length) + 1);
			broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
			assertThat(this.reader.read(broken)).isNotNull();
		}
		StringBuilder deep = new StringBuilder("From: MAILER-DAEMON@x\r\nMIME-Version: 1.0\r\n");
		for (int i = 0; i < 3000; i++) {
			deep.append("Content-Type: multipart/mixed; boundary=\"b")
				.append(i)
				.append("\"\r\n\r\n--b")
				.append(i)
				.append("\r\n");
		}
		assertThat(this.reader.read(deep.toString().getBytes(StandardCharsets.US_ASCII))).isInstanceOf(Returned.class);
		assertThat(this.reader.read(new byte[0])).isEqualTo(new Ignored(Why.STRANGER));
		assertThat(this.reader.read(new byte[512 * 1024])).isInstanceOf(Returned.class);
	}

}
