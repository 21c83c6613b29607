package cinema.orchestrator.dispatch;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.letter.PostingMessages;
import cinema.orchestrator.letter.PostingWriter;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.queue.PostingPublisher;
import cinema.orchestrator.receipt.AwaitedReceipts;
import cinema.orchestrator.temporal.ReturnedEvents;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.DispatchActivities;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.testing.TestActivityEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.rabbit.listener.api.ChannelAwareBatchMessageListener;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.BDDMockito.given;
import static org.mockito.BDDMockito.willAnswer;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

/** A worker may have a posting, and answer it, before publishing it has returned. */
@IntegrationTest
class DispatchOrderIntegrationTests {

	private final TestActivityEnvironment temporal = TestActivityEnvironment.newInstance();

	private final String user = UUID.randomUUID().toString();

	private final String id = UUID.randomUUID().toString();

	/** What is done while a posting is being published. */
	private final PostingPublisher publisher = mock();

	private final ReturnedEvents returned = mock();

	private final EventSteps steps = mock();

	private final EventCaps caps = mock();

	@Autowired
	private PostingWriter writer;

	@Autowired
	private PostingMessages messages;

	@Autowired
	private AwaitedReceipts receipts;

	@Autowired
	private DispatchProperties properties;

	@Autowired
	private Journal journal;

	@Autowired
	@Qualifier("receiptListener")
	private ChannelAwareBatchMessageListener listener;

	@Autowired
	private FakeNeighbour auth;

	private DispatchActivities activities;

	@BeforeEach
	void register() {
		this.temporal
			.registerActivitiesImplementations(new DispatchActivitiesImpl(this.writer, this.messages, this.publisher,
					this.receipts, this.properties, new ReceiptSeats(this.properties, new SimpleMeterRegistry()),
					this.journal, this.returned, mock(), this.caps, this.steps));
		this.activities = this.temporal.newActivityStub(DispatchActivities.class);
		this.auth.on(this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\"}]}".formatted(this.user));
	}

	@AfterEach
	void close() {
		this.temporal.close();
	}

	@Test
	void waitsForTheReceiptBeforeItPublishes() {
		willAnswer((call) -> {
			this.listener.onMessageBatch(List.of(receipt()), null);
			return null;
		}).given(this.publisher).publish(anyString(), any(Message.class));

		Dispatched dispatched = this.activities.dispatch(dispatch());

		assertThat(dispatched.receipt()).as("its receipt").isNotNull();
		assertThat(dispatched.receipt()).extracting(Receipt::status).isEqualTo(ReceiptStatus.DELIVERED);
	}

	@Test
	void storesAPostingBeforeItPublishesIt() {
		List<String> stored = new ArrayList<>();
		List<String> published = new ArrayList<>();
		willAnswer((call) -> {
			Message message = call.getArgument(1);
			published.add(new String(message.getBody(), StandardCharsets.UTF_8));
			return stored.add(this.journal.find(this.id));
		}).given(this.publisher).publish(anyString(), any(Message.class));

		this.activities.dispatch(dispatch());

		assertThat(published).hasSize(1).isEqualTo(stored);
	}

	/** What was seen was a step of the event that had the id before. */
	@Test
	void tellsNothingOfAnEventWhoseIdWasUsedThoughAStepOfTheFirstOneWasSeen() {
		Receipt seen = new Receipt(UUID.randomUUID().toString(), "event/user_signed_up/" + this.user, 1,
				ReceiptStatus.SEEN, Instant.parse("2026-11-20T10:00:00Z"), null, null, null, false);
		given(this.steps.seen(any())).willReturn(seen);
		given(this.returned.hasReturned(any(), any())).willReturn(true);

		Dispatched dispatched = this.activities.dispatch(dispatch());

		assertThat(dispatched.suppressed()).startsWith("an earlier event had its id");
		assertThat(dispatched.endsNotice()).as("by no other step either").isTrue();
	}

	/** Told anew, it is no letter by this step and none by the next one. */
	@Test
	void tellsNothingByAnyStepOfWhatIsPartOfADigest() {
		this.journal.collect("event/user_signed_up/" + this.user, dispatch().event(), dispatch().notice(),
				"collected until 18:00 UTC");

		Dispatched dispatched = this.activities.dispatch(dispatch());

		assertThat(dispatched.suppressed()).isEqualTo("it is part of a digest");
		assertThat(dispatched.endsNotice()).isTrue();
	}

	/** It may be with the worker, and an old place is one that it has. */
	@Test
	void asksForNoNewPlaceForAnAttemptThatIsDispatchedAgain() {
		this.activities.dispatch(dispatch());
		this.activities.dispatch(dispatch());

		InOrder order = inOrder(this.caps);
		order.verify(this.caps).withoutPlace(anyString(), any(), eq(false), anyString());
		order.verify(this.caps).withoutPlace(anyString(), any(), eq(true), anyString());
	}

	private Message receipt() {
		return MessageBuilder.withBody("""
				{"posting_id": "%s", "workflow_id": "event/user_signed_up/%s", "attempt": 1, "status": "DELIVERED",
				 "at": "2026-11-23T10:00:01Z"}
				""".formatted(this.id, this.user).getBytes(StandardCharsets.UTF_8)).build();
	}

	private Dispatch dispatch() {
		Event event = new Event("user_signed_up", this.user, "auth", Instant.parse("2026-11-23T10:00:00Z"), Map.of());
		PlannedPosting posting = new PlannedPosting(Channel.EMAIL, this.id, "email/welcome");
		return new Dispatch(event,
				new PlannedNotice("welcome", "account", Urgency.NORMAL, this.user, "UTC", null,
						Instant.parse("2026-11-24T10:00:00Z"), Map.of(), List.of(posting), null, false, null),
				posting, 1);
	}

}
