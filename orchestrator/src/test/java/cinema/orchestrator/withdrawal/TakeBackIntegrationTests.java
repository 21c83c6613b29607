package cinema.orchestrator.withdrawal;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.mailing.MailingRest;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** Support takes a message out of the inbox of its receiver. */
@IntegrationTest
class TakeBackIntegrationTests {

	private static final String WHY = "{\"reason\": \"it names the wrong film\"}";

	private final String user = UUID.randomUUID().toString();

	private final String posting = UUID.randomUUID().toString();

	private final Event event = new Event("new_episode", this.user, null, Instant.now(), Map.of());

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private Journal journal;

	@Autowired
	private JdbcTemplate jdbc;

	@LocalServerPort
	private int port;

	@Test
	void asksForItOnTheirPageAndSaysWhoDidWhyAndWhen() throws Exception {
		arrived(Channel.WEB);
		StaffVisit support = StaffVisit.of(this.port, this.sessions, "notifications:read", "notifications:write");
		String page = "/admin/postings/" + this.posting;
		assertThat(support.get(page).body()).contains("action=\"" + page + "/take-back\"", "name=\"reason\"");

		HttpResponse<String> done = support.post(page + "/take-back", Map.of("reason", "it names the <b>wrong film"));

		assertThat(done.statusCode()).as(done.body()).isEqualTo(303);
		assertThat(orders()).isEqualTo(1);
		assertThat(support.get(page).body())
			.contains("It was asked back, and the worker has not said yet", "Taken back by ",
					": it names the &lt;b&gt;wrong film")
			.doesNotContain("<b>wrong");

		answer(ReceiptStatus.WITHDRAWN, Instant.now());
		assertThat(support.get(page).body()).contains("It was in their inbox since ", "and was taken out of it at ")
			.doesNotContain("action=\"" + page + "/take-back\"", "has not said yet");
		assertThat(support.get(page, "Accept-Language", "ru").body()).contains("Сообщение было во входящих с ",
				"отозвал ");
	}

	/** Until the worker has said so it is asked for again; then it is done. */
	@Test
	void isDoneOnceHoweverOftenItIsWanted() throws Exception {
		arrived(Channel.WEB);
		assertThat(takeBack(WHY).statusCode()).isEqualTo(202);
		assertThat(takeBack("{\"reason\": \"once more\"}").statusCode()).isEqualTo(202);
		assertThat(orders()).isEqualTo(2);
		answer(ReceiptStatus.WITHDRAWN, Instant.now());

		HttpResponse<String> again = takeBack("{\"reason\": \"and again\"}");

		assertThat(again.statusCode()).isEqualTo(202);
		JsonNode story = MailingRest.read(again);
		assertThat(story.path("state").asString()).isEqualTo("WITHDRAWN");
		assertThat(story.path("verdict").asString()).isEqualTo("TAKEN_BACK");
		assertThat(story.path("summary").asString()).endsWith(": it names the wrong film.");
		assertThat(orders()).isZero();
		assertThat(
				this.jdbc.queryForList("select reason from audit where act = 'taken back' and target = ? order by at",
						String.class, "posting " + this.posting))
			.containsExactly("it names the wrong film", "once more");
	}

	@Test
	void saysThatTheyHadSeenIt() throws Exception {
		arrived(Channel.WEB);
		answer(ReceiptStatus.SEEN, Instant.now());
		takeBack(WHY);
		answer(ReceiptStatus.WITHDRAWN, Instant.now());

		assertThat(MailingRest.read(rest().get("/api/v1/postings/" + this.posting)).path("summary").asString())
			.contains(", they looked at it at ", ", and it was taken out at ");
	}

	/** Nothing of theirs is there, and no word of staff is kept of it. */
	@Test
	void takesBackWhatWasForSomebodyWhoIsErased() throws Exception {
		arrived(Channel.WEB);
		this.journal.forget(this.user);

		assertThat(takeBack(WHY).statusCode()).isEqualTo(202);

		assertThat(orders()).isEqualTo(1);
		answer(ReceiptStatus.WITHDRAWN, Instant.now());
		assertThat(this.jdbc.queryForMap("select state, withdrawal from journal where id = ?::uuid", this.posting))
			.containsEntry("state", "WITHDRAWN")
			.containsEntry("withdrawal", null);
	}

	@ParameterizedTest
	@EnumSource(names = { "EMAIL", "PUSH", "SMS" })
	void refusesWhatLiesInNoInbox(Channel channel) throws Exception {
		arrived(channel);
		assertThat(takeBack(WHY).statusCode()).isEqualTo(409);
		assertThat(takeBack(WHY).body()).contains("what went by " + channel + " is gone");
		assertThat(orders()).isZero();
	}

	@Test
	void refusesWhatDidNotArrive() throws Exception {
		dispatch(Channel.WEB);
		answer(ReceiptStatus.DEFERRED, Instant.now());
		assertThat(takeBack(WHY).body()).contains("It has not arrived yet: cancel its event.");
		answer(ReceiptStatus.REJECTED, Instant.now());
		HttpResponse<String> refused = takeBack(WHY);
		assertThat(refused.statusCode()).isEqualTo(409);
		assertThat(refused.body()).contains("Nothing of it arrived: it is REJECTED.");
	}

	@Test
	void namesWhatIsWrong() throws Exception {
		arrived(Channel.WEB);
		for (String none : List.of("{}", "{\"reason\": \" \"}", "{\"reason\": \"two\\nlines\"}",
				"{\"reason\": \"" + "x".repeat(201) + "\"}")) {
			HttpResponse<String> refused = takeBack(none);
			assertThat(refused.statusCode()).as(none).isEqualTo(400);
			assertThat(refused.body()).contains("\"field\":\"reason\"");
		}
		assertThat(rest().post("/api/v1/postings/" + UUID.randomUUID() + "/take-back", WHY).statusCode())
			.isEqualTo(404);
		StaffVisit reader = StaffVisit.of(this.port, this.sessions, "notifications:read");
		assertThat(reader.get("/admin/postings/" + this.posting).body()).doesNotContain("take-back\"");
		assertThat(reader.post("/admin/postings/" + this.posting + "/take-back", Map.of("reason", "x")).statusCode())
			.isEqualTo(403);
		assertThat(orders()).isZero();
	}

	private HttpResponse<String> takeBack(String body) throws Exception {
		return rest().post("/api/v1/postings/" + this.posting + "/take-back", body);
	}

	private MailingRest rest() {
		return new MailingRest(this.port, IntegrationTest.TOKEN);
	}

	private void arrived(Channel channel) {
		dispatch(channel);
		answer(ReceiptStatus.DELIVERED, Instant.now().minusSeconds(60));
	}

	private void dispatch(Channel channel) {
		PlannedPosting planned = new PlannedPosting(channel, this.posting, channel + "/new_episode");
		PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user, "UTC", null,
				Instant.now().plusSeconds(7200), Map.of(), List.of(planned), null, false, null);
		this.journal.dispatched("event/new_episode/" + this.user, new Dispatch(this.event, notice, planned, 1), "{}");
	}

	private void answer(ReceiptStatus status, Instant at) {
		this.journal.conclude(List
			.of(new Receipt(this.posting, "event/new_episode/" + this.user, 1, status, at, null, null, null, false)));
	}

	/** How many orders for it have come since the last look. */
	private long orders() {
		long orders = 0;
		for (String queue : List.of("postings.web.urgent", "postings.email.urgent", "postings.push.urgent")) {
			for (Message one = this.rabbit.receive(queue, 200); one != null; one = this.rabbit.receive(queue, 200)) {
				JsonNode order = JsonMapper.shared().readTree(one.getBody());
				orders += order.path("posting_ids").toString().contains(this.posting) ? 1 : 0;
			}
		}
		return orders;
	}

}
