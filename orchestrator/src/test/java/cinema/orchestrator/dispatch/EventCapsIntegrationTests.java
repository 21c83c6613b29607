package cinema.orchestrator.dispatch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.cap.CapUses;
import cinema.orchestrator.digest.DigestCollector;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Urgency;
import cinema.workflows.digest.Digest;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.dispatch.Dispatched;
import cinema.workflows.plan.Capped;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import io.temporal.client.WorkflowClient;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.AdditionalAnswers.delegatesTo;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doAnswer;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * Two tries of one dispatch at the same time, of which one stood still, and a place that
 * becomes free between them.
 */
@IntegrationTest
class EventCapsIntegrationTests {

	private static final String WORKFLOW = "event/new_episode/of-two-tries";

	@Autowired
	private CapUses uses;

	@Autowired
	private Journal journal;

	@Autowired
	private DigestCollector digests;

	@Autowired
	private SealedLetters sealed;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private WorkflowClient temporal;

	private final String user = UUID.randomUUID().toString();

	private final Dispatch dispatch = dispatch();

	private EventCaps caps;

	@BeforeEach
	void fillTheCap() {
		this.caps = new EventCaps(this.uses, this.journal, this.digests, this.sealed, Clock.systemUTC());
		this.auth.on("/series/" + this.user, 200, "{\"title\": \"Seventeen Moments\", \"episode\": \"The third\"}");
		this.journal.dispatched(WORKFLOW, this.dispatch, "{}");
		for (int i = 0; i < 20; i++) {
			this.jdbc.update("insert into cap_use (posting_id, class, user_id, at) values (?, 'series', ?, now())",
					UUID.randomUUID(), this.user);
		}
	}

	@Test
	void foldsNothingThatAnotherTryPublishes() {
		AtomicReference<Dispatched> other = new AtomicReference<>(Dispatched.PUBLISHED);
		DigestCollector late = mock(DigestCollector.class);
		when(late.collect(any(), any(), any(), any())).thenAnswer((call) -> {
			makePlace();
			other.set(this.caps.withoutPlace(WORKFLOW, this.dispatch, true, "{}"));
			return this.digests.collect(call.getArgument(0), call.getArgument(1), call.getArgument(2),
					call.getArgument(3));
		});

		Dispatched slow = new EventCaps(this.uses, this.journal, late, this.sealed, Clock.systemUTC())
			.withoutPlace(WORKFLOW, this.dispatch, true, "{}");

		assertThat(other.get()).as("it has a place").isNull();
		assertThat(slow.noPlace()).satisfies((none) -> assertThat(none.wasFolded()).isFalse());
		assertThat(collected()).isZero();
		assertThat(state()).isEqualTo("DISPATCHED");
		assertThat(used()).isEqualTo(1);
	}

	@Test
	void publishesNothingThatAnotherTryHasFolded() {
		assertThat(this.caps.withoutPlace(WORKFLOW, this.dispatch, true, "{}").noPlace().wasFolded()).isTrue();
		makePlace();

		Dispatched again = this.caps.withoutPlace(WORKFLOW, this.dispatch, true, "{}");

		assertThat(again.noPlace().wasFolded()).isTrue();
		assertThat(collected()).isEqualTo(1);
		assertThat(state()).isEqualTo("COLLECTED");
		assertThat(used()).as("it takes none by itself").isZero();
		this.temporal.newUntypedWorkflowStub(new Digest(this.user, "new_episodes").workflowId())
			.terminate("the test has ended");
	}

	/** Whatever is decided of it is written down before another try decides. */
	@Test
	void decidesAndWritesDownInOneTransaction() {
		Journal broken = mock(Journal.class, delegatesTo(this.journal));
		doAnswer((call) -> {
			this.journal.putOff(call.getArgument(0), call.getArgument(1), call.getArgument(2));
			throw new IllegalStateException("killed");
		}).when(broken).putOff(any(), any(), any());
		EventCaps killed = new EventCaps(this.uses, broken, this.digests, this.sealed, Clock.systemUTC());

		assertThatThrownBy(() -> killed.withoutPlace(WORKFLOW, this.dispatch, true, "{}")).hasMessage("killed");
		assertThat(state()).as("as if it had never asked").isEqualTo("DISPATCHED");
	}

	private void makePlace() {
		this.jdbc.update("delete from cap_use where user_id = ?", this.user);
	}

	private int used() {
		return this.jdbc.queryForObject("select count(*) from cap_use where user_id = ?", Integer.class, this.user);
	}

	private int collected() {
		return this.jdbc.queryForObject("select count(*) from digest_item where user_id = ?", Integer.class, this.user);
	}

	private String state() {
		return this.jdbc.queryForObject("select state from journal where user_id = ?", String.class, this.user);
	}

	private Dispatch dispatch() {
		PlannedPosting posting = new PlannedPosting(Channel.EMAIL, UUID.randomUUID().toString(), "email/new_episode");
		PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user, "UTC", null,
				Instant.now().plus(Duration.ofDays(2)), Map.of("series", "details.series"), List.of(posting), null,
				false, false, null, null, new Capped("series", Capped.Over.FOLD));
		return new Dispatch(
				new Event("new_episode", UUID.randomUUID().toString(), null, Instant.now(),
						Map.of("user_id", this.user, "series", List.of("http://fastapi/series/" + this.user))),
				notice, posting, 1);
	}

}
