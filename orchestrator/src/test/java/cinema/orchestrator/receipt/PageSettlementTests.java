package cinema.orchestrator.receipt;

import java.time.Duration;
import java.util.List;

import cinema.orchestrator.journal.MailingJournal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.anyCollection;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

/** A page is told when nothing is on its way, and not while more is to come. */
class PageSettlementTests {

	private static final List<String> PAGE = List.of("mailing/m-1/new_movies/page/1");

	private final MailingJournal journal = mock();

	private final ReceiptSignals signals = mock();

	private final PageSettlement settlement = new PageSettlement(this.journal, this.signals);

	@BeforeEach
	void everythingIsAnswered() {
		given(this.journal.settled(anyCollection())).willReturn(PAGE);
	}

	@Test
	void tellsAPageThatPublishesNothing() {
		this.settlement.answered(PAGE);

		verify(this.signals).settle(PAGE.get(0));
	}

	@Test
	void tellsNoPageThatIsStillPublishing() {
		this.settlement.publishing(PAGE.get(0));
		this.settlement.publishing(PAGE.get(0));
		this.settlement.published(PAGE.get(0));

		this.settlement.answered(PAGE);

		verifyNoInteractions(this.signals);
	}

	@Test
	void tellsAPageThatHasPublished() {
		this.settlement.publishing(PAGE.get(0));
		this.settlement.published(PAGE.get(0));

		this.settlement.answered(PAGE);

		verify(this.signals).settle(PAGE.get(0));
	}

	@Test
	void hearsWhatIsAnsweredWhileAPagePublishes() throws InterruptedException {
		assertThat(this.settlement.hears(PAGE.get(0), Duration.ofMinutes(1))).isFalse();
		this.settlement.publishing(PAGE.get(0));
		this.settlement.answered(PAGE);

		assertThat(this.settlement.hears(PAGE.get(0), Duration.ofMinutes(1))).isTrue();
		assertThat(this.settlement.hears(PAGE.get(0), Duration.ZERO)).isFalse();
	}

}
