package cinema.orchestrator.page;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.orchestrator.audience.FreshReceivers;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.StoredMailing;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.receipt.PageSettlement;
import cinema.workflows.WorkflowIds;
import cinema.workflows.contract.Channel;
import cinema.workflows.page.MailingControl;
import cinema.workflows.page.PageActivities;
import cinema.workflows.page.PageDispatch;
import cinema.workflows.page.PageDispatched;
import cinema.workflows.page.PageGroup;
import cinema.workflows.page.PageTally;
import cinema.workflows.page.PageTurn;
import io.temporal.testing.TestActivityEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.mockito.InOrder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyDouble;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

/** When the letters of a group go out, by a clock that goes as the test says. */
@Timeout(60)
class PageActivitiesTests {

	private static final int LETTERS = 900;

	private static final double RATE = 5;

	private static final String MAILING = WorkflowIds.mailing("m-1", "new_movies");

	private static final String PAGE = WorkflowIds.page(MAILING, 1);

	private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

	private final MailingTable store = mock();

	private final MailingControls controls = mock();

	private final FreshReceivers receivers = mock();

	private final PageSettlement settlement = mock();

	private final PageSender sender = mock();

	private final PageTallies tallies = mock();

	private final Clock clock = mock();

	/** How many letters went out at which moment. */
	private final TreeMap<Instant, Integer> sent = new TreeMap<>();

	private Instant now = Instant.parse("2026-11-23T10:00:00Z");

	private Instant nextTurn = this.now;

	private PageActivities activities;

	@BeforeEach
	void setUp() {
		given(this.clock.instant()).willAnswer((call) -> this.now);
		given(this.store.find(MAILING))
			.willReturn(new StoredMailing(SampleMailings.of("m-1", this.now, "http://auth/users"), Map.of()));
		given(this.store.page(PAGE)).willReturn(Optional
			.of(new StoredPage(List.of(new PageGroup(this.now, this.now.plus(Duration.ofDays(1)), LETTERS, "UTC")),
					Stream.generate(PageActivitiesTests::receiver).limit(LETTERS).toList(), this.now)));
		given(this.controls.find(MAILING)).willReturn(new MailingControl(false, null, RATE, null, null));
		given(this.controls.series(anyString())).willReturn(0);
		given(this.controls.takeTurn(anyString(), anyInt(), anyDouble()))
			.willAnswer((call) -> turn(call.getArgument(1)));
		given(this.receivers.read(any(), any(), any(), any(), any()))
			.willAnswer((call) -> new FreshReceivers.Fresh(call.getArgument(3), List.of()));
		given(this.sender.send(any(), any(), any(), any(), any())).willAnswer((call) -> sent(call.getArgument(3)));
		given(this.tallies.of(PAGE)).willReturn(PageTally.NONE);
		this.temporal.registerActivitiesImplementations(new PageActivitiesImpl(this.store, this.controls,
				this.receivers, mock(), this.settlement, this.sender, mock(), this.tallies, this.clock));
		this.activities = this.temporal.newActivityStub(PageActivities.class);
	}

	@AfterEach
	void close() {
		this.temporal.close();
	}

	/** As the table gives them: one after the other. */
	private PageTurn turn(int letters) {
		Instant at = this.nextTurn.isAfter(this.now) ? this.nextTurn : this.now;
		this.nextTurn = at.plusMillis((long) (letters * 1000 / RATE));
		return new PageTurn(at, letters, 0);
	}

	private PageSender.Sent sent(List<StoredReceiver> receivers) {
		this.sent.merge(this.now, receivers.size(), Integer::sum);
		return new PageSender.Sent(receivers.size(), 0);
	}

	@Test
	void publishesInNoMinuteMoreThanTheRateOfTheMailing() {
		PageDispatched done = this.activities.dispatch(new PageDispatch(MAILING, PAGE, 0, 0, null));
		while (!done.complete()) {
			this.now = done.turn().at();
			done = this.activities.dispatch(new PageDispatch(MAILING, PAGE, 0, done.until(), done.turn()));
		}

		assertThat(this.sent.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(LETTERS);
		assertThat(this.sent.keySet()).allSatisfy((from) -> assertThat(
				this.sent.subMap(from, from.plusSeconds(60)).values().stream().mapToInt(Integer::intValue).sum())
			.isLessThanOrEqualTo((int) (1.1 * 60 * RATE)));
		assertThat(Duration.between(this.sent.firstKey(), this.sent.lastKey()))
			.isLessThanOrEqualTo(Duration.ofMillis((long) (LETTERS * 1000 / RATE)));
	}

	/** A receipt that comes after the count has to be told by a signal. */
	@Test
	void countsWhatIsOnItsWayWhenReceiptsAreToldAgain() {
		given(this.controls.find(MAILING)).willReturn(new MailingControl(false, null, 0, null, null));

		this.activities.dispatch(new PageDispatch(MAILING, PAGE, 0, LETTERS - 1, null));

		InOrder order = inOrder(this.settlement, this.sender, this.tallies);
		order.verify(this.settlement).publishing(PAGE);
		order.verify(this.sender).send(any(), any(), any(), any(), any());
		order.verify(this.settlement).published(PAGE);
		order.verify(this.tallies).of(PAGE);
	}

	private static StoredReceiver receiver() {
		return new StoredReceiver(0, UUID.randomUUID(), "ann", Channel.EMAIL, "ann@example.com", null, null, "UTC",
				"en");
	}

}
