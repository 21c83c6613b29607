package cinema.dev.endtoend;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

import cinema.dev.machine.Console;
import cinema.dev.mailbox.SmtpAnswer;
import cinema.dev.part.MailPart;
import cinema.dev.stack.Stack;
import cinema.dev.stub.Crowd;
import io.temporal.api.failure.v1.Failure;
import io.temporal.api.history.v1.HistoryEvent;
import io.temporal.api.workflow.v1.WorkflowExecutionInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What support find in Temporal, on a real server. */
@Timeout(200)
class SupportTests {

	private static final String PASSWORD = "user_changed_password_successfully";

	private final Stack stack = RunningStack.get();

	private final Events events = new Events(this.stack.places());

	/** The id of the user, and of the event that names him. */
	private final String id = "support-" + UUID.randomUUID().toString().substring(0, 8);

	private Workflows workflows;

	@BeforeEach
	void connect() {
		if (this.stack.places().kinds().get("temporal").equals("test-server")) {
			Console.say("SKIPPED: what support find is tried on a real Temporal server only");
			Assumptions.abort("no real Temporal server");
		}
		this.workflows = new Workflows(this.stack.places());
		this.stack.part(MailPart.class).mailbox().answer(SupportTests::answer);
	}

	@AfterEach
	void disconnect() {
		this.stack.part(MailPart.class).mailbox().answer(SmtpAnswer.OK);
		if (this.workflows != null) {
			this.workflows.close();
		}
	}

	private static int answer(int letter, String recipient) {
		if (recipient.startsWith("support-") && recipient.contains("-put-off")) {
			return 451;
		}
		return recipient.contains("-refused") ? 550 : 250;
	}

	@ParameterizedTest
	@CsvSource({ "DELIVERED, user_changed_password_successfully, welcome, 0",
			"SUPPRESSED, user_changed_password_successfully, , 0",
			"EXPIRED, user_changed_password_successfully, late, 2020-01-01T00:00:00Z",
			"REJECTED, user_changed_password_successfully, refused, 0",
			"FAILED, user_requested_password_reset, unmade, 0" })
	void findsAPersonsLettersByTheirOutcome(String outcome, String type, String address, String occurredAt)
			throws Exception {
		announce(type, address, occurredAt);
		WorkflowExecutionInfo found = find(outcome, "UserId = '" + this.id + "' and Outcome = '" + outcome + "'");
		assertThat(found.getExecution().getWorkflowId()).isEqualTo("event/" + type + "/" + this.id);
		assertReadable(found);
	}

	@Test
	void findsWhatStaffCancelled() throws Exception {
		announce(PASSWORD, "put-off", "0");
		await().atMost(Duration.ofSeconds(60)).until(() -> rest("GET", one()).contains("\"DEFERRED\""));
		assertThat(rest("DELETE", one() + "?reason=ordered%20by%20mistake")).contains("ordered by mistake");
		assertReadable(find("CANCELLED", "UserId = '" + this.id + "' and Outcome = 'CANCELLED'"));
	}

	@Test
	void findsAMailingItsPagesAndThePerson() throws Exception {
		this.events.announce("""
				{"id": "%s", "receivers": "%s", "template": "email/new_movies.md", "quiet_hours": "ignore",
				 "template_context": {"movies": "http://fastapi/api/v1/movies/?new=True", "title": "Friday films"}}
				""".formatted(this.id, Crowd.audience("crowd", this.id, 2)));
		String mailing = "mailing/" + this.id + "/new_movies";
		String ofIt = "MailingId = '" + mailing + "' and ";
		assertReadable(find("COMPLETED", ofIt + "Outcome = 'COMPLETED'"));
		assertReadable(find("DELIVERED", ofIt + "Outcome = 'DELIVERED'"));
		assertReadable(find("STARTED", "WorkflowId = 'event/mailing/" + this.id + "' and Outcome = 'STARTED'"));
		UUID person = UUID.nameUUIDFromBytes((this.id + 0).getBytes(StandardCharsets.UTF_8));
		assertThat(rest("GET", "/api/v1/notifications?user_id=" + person)).contains("\"DELIVERED\"")
			.contains("/api/v1/mailings/" + this.id + "/new_movies")
			.contains(mailing.replace("/", "%2F") + "%2Fpage%2F1");
	}

	private void announce(String type, String address, String occurredAt) throws Exception {
		this.events.announce("""
				{"id": "%1$s", "event_type": "%2$s", %3$s
				 "details": {"user_id": "%1$s", %4$s "what": "a reset letter without its link cannot be made"}}
				""".formatted(this.id, type, occurredAt.equals("0") ? "" : "\"occurred_at\": \"" + occurredAt + "\",",
				(address != null) ? "\"email\": \"" + this.id + "-" + address + "@example.com\"," : ""));
	}

	private WorkflowExecutionInfo find(String outcome, String query) {
		await(outcome).atMost(Duration.ofSeconds(60)).until(() -> !this.workflows.list(query).isEmpty());
		return this.workflows.list(query).get(0);
	}

	/**
	 * Each entry says what it is for, no reason drags a stack trace along, and nothing
	 * names the person.
	 */
	private void assertReadable(WorkflowExecutionInfo workflow) {
		List<HistoryEvent> history = this.workflows.history(workflow);
		assertThat(history).filteredOn(SupportTests::isToBeExplained)
			.isNotEmpty()
			.allSatisfy((event) -> assertThat(event.getUserMetadata().getSummary().getData().toStringUtf8())
				.as("summary of " + event.getEventType())
				.hasSizeGreaterThan(5)
				.doesNotContain("@"));
		assertThat(history).allSatisfy((event) -> assertThat(failure(event).getStackTrace()).isEmpty());
		assertThat(workflow.getSearchAttributes().toString() + workflow.getMemo()).doesNotContain("@example.com");
	}

	private static boolean isToBeExplained(HistoryEvent event) {
		return switch (event.getEventType()) {
			case EVENT_TYPE_WORKFLOW_EXECUTION_STARTED, EVENT_TYPE_TIMER_STARTED, EVENT_TYPE_ACTIVITY_TASK_SCHEDULED,
					EVENT_TYPE_START_CHILD_WORKFLOW_EXECUTION_INITIATED ->
				true;
			case EVENT_TYPE_MARKER_RECORDED ->
				event.getMarkerRecordedEventAttributes().getMarkerName().equals("LocalActivity");
			default -> false;
		};
	}

	private static Failure failure(HistoryEvent event) {
		return event.hasMarkerRecordedEventAttributes() ? event.getMarkerRecordedEventAttributes().getFailure()
				: event.getWorkflowExecutionFailedEventAttributes().getFailure();
	}

	private String one() {
		return "/api/v1/notifications/" + PASSWORD + "/" + this.id;
	}

	private String rest(String method, String path) throws Exception {
		return HttpClient.newHttpClient()
			.send(HttpRequest.newBuilder(URI.create(this.stack.places().orchestrator() + path))
				.header("Authorization", "Bearer " + this.stack.places().serviceToken())
				.method(method, HttpRequest.BodyPublishers.noBody())
				.build(), BodyHandlers.ofString())
			.body();
	}

}
