package cinema.orchestrator.draft;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.platform.audit.Audit;
import org.junit.jupiter.api.Test;

import org.springframework.transaction.support.TransactionOperations;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

class DraftStepsTests {

	private static final UUID FIRST = new UUID(0, 0);

	@Test
	void looksAfterEachHoweverManyThereAre() {
		DraftRepository repository = mock(DraftRepository.class);
		List<Draft> some = IntStream.range(0, 200).mapToObj((i) -> draft(new UUID(0, i + 1))).toList();
		when(repository.underway(any(), eq(FIRST), anyInt())).thenReturn(some);
		when(repository.underway(any(), eq(new UUID(0, 200)), anyInt())).thenReturn(List.of());
		DraftSteps steps = new DraftSteps(repository, mock(Drafts.class), mock(Revisions.class),
				mock(DraftWorkflows.class), mock(DraftOrders.class), mock(DraftApproval.class),
				TransactionOperations.withoutTransaction(), mock(Audit.class), Clock.systemUTC());

		steps.mend();
		steps.mend();
		steps.mend();

		verify(repository).underway(any(), eq(new UUID(0, 200)), anyInt());
		verify(repository, org.mockito.Mockito.times(2)).underway(any(), eq(FIRST), anyInt());
	}

	private static Draft draft(UUID id) {
		Draft draft = mock(Draft.class);
		when(draft.id()).thenReturn(id);
		return draft;
	}

}
