package cinema.orchestrator.explanation;

import java.time.Instant;
import java.util.Map;

import cinema.orchestrator.explanation.Letters.SentLetter;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** What staff see of a letter. */
class LettersTests {

	@ParameterizedTest
	@CsvSource({ "SMS,Your code is ******. Till 2026", "EMAIL,Your code is 492039. Till 2026" })
	void showsNoCodeOfAMessage(Channel channel, String shown) {
		Posting posting = new Posting("5f2da4ea-f6a2-5959-8f21-5ef7ebe9c1f9", "event/x/1", "1", "x", "account", channel,
				Urgency.URGENT, new PostingReceiver("1", "+79161234567", "Ann Lee", "Europe/Moscow", "ru"), "", "",
				"Your code is 492039. Till 2026", Map.of(), Instant.parse("2026-11-29T01:00:00Z"), null, 1);

		assertThat(SentLetter.of(posting).text()).isEqualTo(shown);
	}

}
