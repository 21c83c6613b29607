package cinema.orchestrator.admin.journal;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.journal.Journal;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.queue.WireFormat;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.dispatch.Dispatch;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.PlannedNotice;
import cinema.workflows.plan.PlannedPosting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages on which support finds out why somebody got no letter. */
@IntegrationTest
class SupportIntegrationTests {

	private static final String[] SUPPORT = { "notifications:read", "notifications:write", "letters:read",
			"users:read" };

	private final String user = UUID.randomUUID().toString();

	private final String posting = UUID.randomUUID().toString();

	private final Event event = new Event("new_episode", this.user, "<i>shop</i>", Instant.now(), Map.of());

	private final PlannedPosting planned = new PlannedPosting(Channel.EMAIL, this.posting, "email/new_episode");

	private final PlannedNotice notice = new PlannedNotice("new_episode", "new_episodes", Urgency.NORMAL, this.user,
			"Asia/Kathmandu", null, Instant.now().plusSeconds(7200), Map.of(), List.of(this.planned), null, false,
			null);

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private Journal journal;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private WireFormat wire;

	@LocalServerPort
	private int port;

	private StaffVisit support;

	@BeforeEach
	void signIn() {
		this.support = StaffVisit.of(this.port, this.sessions, SUPPORT);
	}

	@Test
	void findsAPersonByAPartOfTheAddress() throws Exception {
		String part = this.user.substring(0, 8);
		this.auth.on("email_contains=" + part, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"<b>%s@example.com\"}]}".formatted(this.user, part));

		HttpResponse<String> found = this.support.get("/admin/people?q=" + part);

		assertThat(found.statusCode()).isEqualTo(200);
		assertThat(found.body()).contains("/admin/people/" + this.user, "&lt;b&gt;" + part)
			.doesNotContain("<b>" + part);
		assertThat(this.support.get("/admin/people?q=" + this.user).headers().firstValue("Location").orElse(""))
			.endsWith("/admin/people/" + this.user);
		assertThat(this.support.get("/admin/people?q=ab").body()).contains("3 characters or more");
	}

	@Test
	void tellsWhyTheyGotNothing() throws Exception {
		this.auth.on("id=" + this.user, 200,
				"{\"items\": [{\"id\": \"%s\", \"email\": \"ann@example.com\", \"email_notifications\": false}]}"
					.formatted(this.user));
		dispatch();
		answer(ReceiptStatus.REJECTED, "550 5.1.1 <script>no such user</script>");

		String page = this.support.get("/admin/people/" + this.user, "Accept-Language", "ru").body();

		assertThat(page)
			.contains("ann@example.com", "Человек отказался от всех писем", "Отказ", "такого ящика нет",
					"&lt;script&gt;")
			.doesNotContain("<script>no");
		String story = this.support.get("/admin/postings/" + this.posting).body();
		assertThat(story)
			.contains("The email server refused it for good", "there is no such mailbox", "Decided", "Asia/Kathmandu",
					"&lt;i&gt;shop")
			.doesNotContain("<script>no");
	}

	@Test
	void opensTheLetterInItsSandboxForThoseAloneWhoMay() throws Exception {
		dispatch();
		answer(ReceiptStatus.DELIVERED, "250 ok");
		String path = "/admin/postings/" + this.posting + "/letter";

		assertThat(StaffVisit.of(this.port, this.sessions, "notifications:read").get(path).statusCode()).isEqualTo(403);
		HttpResponse<String> page = this.support.get(path);
		assertThat(page.body()).contains("sandbox=\"\"", "ann@example.com", "It is written down");
		HttpResponse<String> frame = this.support.get(path + "/frame");
		assertThat(frame.body()).isEqualTo("<p onclick=\"x()\">the letter</p>");
		assertThat(frame.headers().firstValue("Content-Security-Policy").orElse("")).contains("default-src 'none'",
				"sandbox");
		assertThat(this.jdbc.queryForList("select done_by from audit where act = 'letter opened' and target = ?",
				String.class, "posting " + this.posting))
			.containsExactly("user " + StaffVisit.PERSON);
	}

	@Test
	void sendsAgainOnlyWhatMayNotBeThereOrIsWantedTwice() throws Exception {
		dispatch();
		answer(ReceiptStatus.DELIVERED, "250 ok");
		String again = "/admin/postings/" + this.posting + "/again";

		assertThat(this.support.post(again, Map.of("key", "key1")).statusCode()).isEqualTo(409);
		HttpResponse<String> forgotten = this.support.post(again, Map.of("key", "key1", "twice", "true"));
		assertThat(forgotten.statusCode()).isEqualTo(409);
		assertThat(forgotten.body()).contains("it is too long ago");
		assertThat(StaffVisit.of(this.port, this.sessions, "notifications:read").post(again, Map.of()).statusCode())
			.isEqualTo(403);
	}

	@Test
	void listsTheJournalByWhatIsAskedFor() throws Exception {
		dispatch();
		answer(ReceiptStatus.REJECTED, "550 no");
		String query = "/admin/journal?type=new_episode&event=" + this.user + "&outcome=";

		assertThat(this.support.get(query + "REJECTED").body()).contains("/admin/postings/" + this.posting);
		assertThat(this.support.get(query + "DELIVERED").body()).doesNotContain(this.posting);
		assertThat(this.support.get("/admin/journal?from=soon").statusCode()).isEqualTo(400);
		assertThat(this.support.get("/admin/events/new_episode/" + this.user).body())
			.contains("/admin/postings/" + this.posting);
	}

	private void dispatch() {
		Posting letter = new Posting(this.posting, "event/new_episode/" + this.user, this.user, "new_episode",
				"new_episodes", Channel.EMAIL, Urgency.NORMAL,
				new PostingReceiver(this.user, "ann@example.com", "Ann", "UTC", "en"), "Subject",
				"<p onclick=\"x()\">the letter</p>", "the letter", Map.of(), Instant.now().plusSeconds(3600), null, 1);
		this.journal.dispatched("event/new_episode/" + this.user,
				new Dispatch(this.event, this.notice, this.planned, 1), this.wire.write(letter));
	}

	private void answer(ReceiptStatus status, String said) {
		this.journal.conclude(List.of(new Receipt(this.posting, "event/new_episode/" + this.user, 1, status,
				Instant.now(), null, said, null, false)));
	}

}
