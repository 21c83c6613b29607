package cinema.orchestrator.notification;

import cinema.workflows.contract.Channel;
import cinema.workflows.event.NoticeProgress;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.journal.OutcomeStatus;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class PostingViewTests {

	@Test
	void givesTheReasonOfARunningWorkflowInTheWordsOfTheJournal() {
		PostingView view = PostingView.of(ended(Channel.EMAIL, "email: 250 Ok: kept"));

		assertThat(view.reason()).isEqualTo("250 Ok: kept");
		assertThat(view.with(ended(Channel.EMAIL, "email: 250 Ok: kept")).reason()).isEqualTo("250 Ok: kept");
		assertThat(PostingView.of(ended(null, "opted out of email: news")).reason())
			.isEqualTo("opted out of email: news");
	}

	private static NoticeProgress ended(Channel channel, String reason) {
		return new NoticeProgress("welcome", "", null,
				new NoticeOutcome("welcome", OutcomeStatus.DELIVERED, reason, channel, null, 1), null);
	}

}
