package cinema.orchestrator.admin.deadletter;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class DeadLetterPagesIntegrationTests {

	private static final String ALL = "/admin/dead-letters";

	private final String id = UUID.randomUUID().toString();

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private SessionRepository<?> sessions;

	@LocalServerPort
	private int port;

	private StaffVisit support;

	@BeforeEach
	void signIn() {
		this.support = StaffVisit.of(this.port, this.sessions, "dead-letters:read", "dead-letters:write");
	}

	@Test
	void showsReplaysAndDiscardsOne() throws Exception {
		String letter = dead("user_dozed_off");

		HttpResponse<String> list = this.support.get(ALL + "?event_type=user_dozed_off");
		assertThat(list.statusCode()).as(list.body()).isEqualTo(200);
		assertThat(list.body()).contains("UNKNOWN_TYPE", ALL + "/" + letter, this.id, "Replay ");
		HttpResponse<String> one = this.support.get(ALL + "/" + letter);
		assertThat(one.body()).contains("*** (15)").doesNotContain("ann@example.com");
		HttpResponse<String> discarded = this.support.post(ALL + "/" + letter + "/discard", Map.of());
		assertThat(discarded.statusCode()).isEqualTo(303);
		assertThat(this.support.get(ALL + "/" + letter).body()).contains("It is discarded.", "Discarded");
		assertThat(this.support.post(ALL + "/" + letter + "/replay", Map.of()).statusCode()).isEqualTo(303);
		HttpResponse<String> again = this.support.post(ALL + "/" + letter + "/replay", Map.of());
		assertThat(again.statusCode()).isEqualTo(409);
		assertThat(again.body()).contains("It was replayed already");
		assertThat(this.jdbc.queryForList("select distinct done_by from dead_letter where id = ?::uuid", String.class,
				letter))
			.containsExactly("user " + StaffVisit.PERSON);
	}

	@Test
	void replaysAGroup() throws Exception {
		dead("user_nodded_off");

		HttpResponse<String> replayed = this.support.post(ALL + "/replay", Map.of("event_type", "user_nodded_off"));
		assertThat(replayed.statusCode()).isEqualTo(303);
		assertThat(this.support.get(ALL).body()).contains("went back to where they came from");
		await().untilAsserted(() -> assertThat(this.jdbc
			.queryForList("select state from dead_letter where event_id = ? order by died_at", String.class, this.id))
			.containsExactly("REPLAYED", "WAITING"));
	}

	@Test
	void keepsOthersOut() throws Exception {
		StaffVisit manager = StaffVisit.of(this.port, this.sessions, "mailings:read", "mailings:write");
		assertThat(manager.get(ALL).statusCode()).isEqualTo(403);
		StaffVisit reader = StaffVisit.of(this.port, this.sessions, "dead-letters:read");
		assertThat(reader.get(ALL).statusCode()).isEqualTo(200);
		assertThat(reader.post(ALL + "/discard", Map.of()).statusCode()).isEqualTo(403);
	}

	/** The id of what becomes of an event that nobody knows. */
	private String dead(String type) {
		this.kafka.send("notifications.events", """
				{"id": "%s", "event_type": "%s", "details": {"email": "ann@example.com"}}
				""".formatted(this.id, type).getBytes(StandardCharsets.UTF_8)).join();
		await().until(() -> this.jdbc.queryForObject("select count(*) from dead_letter where event_id = ?",
				Integer.class, this.id) == 1);
		return this.jdbc.queryForObject("select id::text from dead_letter where event_id = ?", String.class, this.id);
	}

}
