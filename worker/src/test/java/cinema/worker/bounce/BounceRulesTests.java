package cinema.worker.bounce;

import cinema.workflows.contract.BounceKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One line for each rule. */
class BounceRulesTests {

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			5.1.1  | anything at all                                        | HARD
			5.1.6  | moved                                                  | HARD
			5.2.1  | disabled                                               | HARD
			5.1.8  | bad sender's address                                   | BLOCKED
			5.1.4  | ambiguous                                              | SOFT
			5.2.2  | full                                                   | SOFT
			5.2.3  | too large for this mailbox                             | BLOCKED
			5.3.4  | too large for this system                              | BLOCKED
			5.5.2  | syntax                                                 | BLOCKED
			5.7.1  | 550 5.7.1 blocked using bl.example                     | BLOCKED
			5.7.26 | unauthenticated mail is prohibited                     | BLOCKED
			4.4.7  | expired                                                | BLOCKED
			5.4.4  | Host or domain name not found                          | BLOCKED
			5.4.1  | Recipient address rejected: Access denied              | BLOCKED
			4.3.2  | the system takes no mail at the moment                 | BLOCKED
			4.0.0  | user unknown, at last                                  | SOFT
			5.0.0  | smtp; 550 5.1.1 nobody                                 | HARD
			5.0.0  | 550 User unknown                                       | HARD
			5.0.0  | 554 this looks like spam, user unknown or not          | BLOCKED
			5.0.0  | 550 account that you tried to reach is disabled        | HARD
			5.0.0  | 452 Mailbox is full                                    | SOFT
			5.0.0  | connection timed out                                   | BLOCKED
			''     | retry timeout exceeded                                 | SOFT
			5.2.1  | 450 4.2.1 Rate limit exceeded for this mailbox         | SOFT
			5.0.0  | 554 message size exceeds fixed limit, size limit       | BLOCKED
			5.0.0  | 554 something went wrong                               | SOFT
			5.7.1  | 550 5.7.1 Sender address rejected: User unknown        | BLOCKED
			5.0.0  | 550 Sender domain does not exist                       | BLOCKED
			5.2.1  | 550-5.2.1 receiving mail at a rate that prevents more  | SOFT
			''     | 450 user unknown: retry timeout exceeded               | SOFT
			''     | пользователь не найден                                 | HARD
			''     | ящик переполнен                                        | SOFT
			''     | письмо похоже на спам                                  | BLOCKED
			""")
	void countsAnAnswerByItsCodeThenItsWords(String status, String said, BounceKind kind) {
		assertThat(BounceRules.kind(status, said)).isEqualTo(kind);
	}

	/** Whoever has a letter of ours may write what they like. */
	@Test
	@Timeout(10)
	void looksAtTheBeginningOfWhatNeverEnds() {
		String said = "a".repeat(400_000);
		assertThat(BounceRules.line(said)).isEqualTo("a".repeat(200));
		assertThat(BounceRules.kind("", said)).isEqualTo(BounceKind.SOFT);
		assertThat(BounceRules.status(said)).isEmpty();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
			550 "Ann Lee" is unknown                       | 550 is unknown
			550 mailbox 'Ann Lee' is off, she's away       | 550 mailbox is off, she's away
			550 ящик «Анна» удалён (Анна Ли)               | 550 ящик удалён
			550 unknown (in reply to RCPT TO command)      | 550 unknown (in reply to RCPT TO command)
			550 <ann@example.com> doesn't exist, isn't it? | 550 <address> doesn't exist, isn't it?
			""")
	void leavesOutWhatStandsInQuotes(String said, String line) {
		assertThat(BounceRules.line(said)).isEqualTo(line);
	}

	@ParameterizedTest
	@CsvSource({ "550 5.1.1 nobody,HARD", "550-5.2.1 gone,HARD", "550-5.2.1 mail at a rate that prevents more,SOFT",
			"552 5.2.2 full,SOFT", "554 5.7.1 no,BLOCKED", "550 nobody,", "450 4.2.1 later,", "554 5.0.0 no,",
			"550 5.2.1 Messages are coming in too quickly,SOFT", "550 5.2.1 Too Many messages,SOFT",
			"550 5.4.1 relay access denied,BLOCKED" })
	void readsARefusalInTheSessionByItsCodeAlone(String reply, BounceKind kind) {
		assertThat(BounceKind.ofReply(reply).orElse(null)).isEqualTo(kind);
	}

}
