package cinema.orchestrator.audience;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.MailingRow;
import cinema.orchestrator.mailing.MailingRows;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.workflows.plan.Mailing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** The audience of a resend, page by page. */
@IntegrationTest
class FailedReceiversIntegrationTests {

	private final String event = UUID.randomUUID().toString();

	@Autowired
	private AudienceReader reader;

	@Autowired
	private JdbcTemplate jdbc;

	@ParameterizedTest
	@ValueSource(ints = { 99, 100, 101, 250 })
	void readsAllOfThemHoweverManyTheyAre(int count) {
		for (int user = 0; user < count; user++) {
			new MailingRows(this.jdbc, "new_movies").outcome(this.event, this.event + "-" + user, "REJECTED", "gone");
		}
		Mailing again = SampleMailings.of(this.event + ".resend-1", Instant.now(),
				FailedReceivers.audience("http://auth/users?is_active=True", FailedReceivers.FOR_GOOD));
		List<String> read = new ArrayList<>();
		for (String url = again.audience(); url != null;) {
			AudiencePage page = this.reader.read(again, url);
			page.skipped().stream().map(MailingRow::userId).forEach(read::add);
			assertThat(page.next()).isNotEqualTo(url);
			url = page.next();
		}

		assertThat(read).doesNotHaveDuplicates().hasSize(count);
	}

}
