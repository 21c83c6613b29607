package cinema.orchestrator.admin.mailing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.admin.StaffVisit;
import cinema.orchestrator.mailing.MailingRows;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.session.SessionRepository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@IntegrationTest
class ProgressStreamsIntegrationTests {

	private static final Duration SOON = Duration.ofSeconds(15);

	private final String id = UUID.randomUUID().toString();

	private final String person = UUID.randomUUID().toString();

	private final String stream = "/admin/mailings/" + this.id + "/new_movies/stream";

	private final List<Told> open = new ArrayList<>();

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private SessionRepository<?> sessions;

	@Autowired
	private ProgressStreams streams;

	@Autowired
	private MeterRegistry meters;

	@LocalServerPort
	private int port;

	private StaffVisit manager;

	@BeforeEach
	void signIn() {
		this.manager = StaffVisit.by(this.port, this.sessions, this.person, "mailings:read", "mailings:write");
		new MailingRows(this.jdbc, "new_movies").mailing(this.id, null, Instant.parse("2026-11-24T07:00:00Z"));
	}

	@AfterEach
	void forget() throws Exception {
		for (Told one : this.open) {
			one.body.close();
		}
		this.jdbc.update("delete from mailing where event_id = ?", this.id);
	}

	private Told watch(StaffVisit who) throws Exception {
		HttpResponse<InputStream> answer = who.open(this.stream);
		assertThat(answer.statusCode()).isEqualTo(200);
		Told told = new Told(answer);
		this.open.add(told);
		told.start();
		return told;
	}

	@Test
	void tellsEachWhoWatchesWhatChangesInTheirWordsAndThenTheEnd() throws Exception {
		Told one = watch(this.manager);
		Told other = watch(
				StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "mailings:read", "x:y"));
		assertThat(one.answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
		assertThat(one.answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
		assertThat(one.answer.headers().firstValue("X-Accel-Buffering")).hasValue("no");
		assertThat(one.answer.headers().firstValue("Content-Security-Policy").orElse(""))
			.contains("default-src 'none'");
		await().atMost(SOON).untilAsserted(() -> assertThat(one.lines).anyMatch((line) -> line.contains("Sending")));
		await().atMost(SOON).untilAsserted(() -> assertThat(other.lines).contains("event: progress"));
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(one.lines).anyMatch((line) -> line.contains("0.0 letters per second")));
		Object clicked = lastClick();
		List<String> before = one.events();
		Thread.sleep(5000);
		assertThat(one.events()).as("nothing changed").isEqualTo(before).hasSizeLessThan(4);
		assertThat(lastClick()).as("to look is no click").isEqualTo(clicked);

		this.jdbc.update("update mailing set paused = true, paused_by = ? where event_id = ?", "user " + this.person,
				this.id);
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(one.lines).anyMatch((line) -> line.contains("paused by you")));
		await().atMost(SOON)
			.untilAsserted(() -> assertThat(other.lines)
				.anyMatch((line) -> line.contains("Paused") && !line.contains("paused by you")));

		this.jdbc.update("update mailing set status = 'CANCELLED' where event_id = ?", this.id);
		await().atMost(SOON).untilAsserted(() -> {
			assertThat(one.ended).isTrue();
			assertThat(other.ended).isTrue();
		});
		assertThat(one.events()).endsWith("progress", "end");
		assertThat(this.manager.open(this.stream).statusCode()).as("nothing more to tell").isEqualTo(204);
	}

	private Object lastClick() {
		return this.jdbc.queryForObject("select last_access_time from spring_session where session_id = ?",
				Object.class, this.manager.session());
	}

	@Test
	void tellsNothingToWhoeverHasSignedOut() throws Exception {
		Told told = watch(this.manager);

		this.manager.post("/admin/sign-out", Map.of());

		await().atMost(SOON).untilAsserted(() -> assertThat(told.ended).isTrue());
		assertThat(told.events()).doesNotContain("end");
		assertThat(this.manager.open(this.stream).statusCode()).isEqualTo(401);
	}

	@Test
	void tellsNothingToWhoeverLostTheRoleOrHasToBeAskedAgainOrIsAnother() throws Exception {
		Told lost = watch(this.manager);
		this.manager.again(this.sessions, Instant.now(), this.person, "templates:read");
		await().atMost(SOON).untilAsserted(() -> assertThat(lost.ended).isTrue());
		assertThat(this.manager.open(this.stream).statusCode()).isEqualTo(403);

		StaffVisit late = StaffVisit.by(this.port, this.sessions, this.person, "mailings:read");
		Told old = watch(late);
		late.again(this.sessions, Instant.now().minusSeconds(2000), this.person, "mailings:read");
		await().atMost(SOON).untilAsserted(() -> assertThat(old.ended).isTrue());
		assertThat(late.open(this.stream).statusCode()).isEqualTo(401);

		StaffVisit first = StaffVisit.by(this.port, this.sessions, this.person, "mailings:read");
		Told theirs = watch(first);
		first.again(this.sessions, Instant.now(), UUID.randomUUID().toString(), "mailings:read");
		await().atMost(SOON).untilAsserted(() -> assertThat(theirs.ended).isTrue());
	}

	@Test
	void looksOnceForAllWhoWatchAndNotForNobody() throws Exception {
		for (int number = 0; number < 3; number++) {
			watch(this.manager);
		}
		Timer looks = this.meters.get("cinema.live.looks").timer();
		long before = looks.count();
		Thread.sleep(6000);
		assertThat(looks.count() - before).isBetween(2L, 4L);

		this.streams.stop();
		this.streams.start();
		Thread.sleep(500);
		long after = looks.count();
		Thread.sleep(3000);

		assertThat(looks.count()).isEqualTo(after);
		assertThat(this.meters.get("cinema.live.streams").gauge().value()).isZero();
	}

	@Test
	void hasRoomForFewOfEachPersonWhoThenAsks() throws Exception {
		for (int number = 0; number < 4; number++) {
			watch(this.manager);
		}

		HttpResponse<InputStream> full = this.manager.open(this.stream);

		assertThat(full.statusCode()).isEqualTo(429);
		assertThat(full.headers().firstValue("Retry-After")).hasValue("30");
		assertThat(full.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
		assertThat(new String(full.body().readAllBytes(), StandardCharsets.UTF_8)).contains("ask for progress");
		assertThat(this.manager.get(this.stream.replace("/stream", "/progress"), "HX-Request", "true").body())
			.contains("Sending")
			.doesNotContain("<html");
		watch(StaffVisit.by(this.port, this.sessions, UUID.randomUUID().toString(), "mailings:read"));
	}

	@Test
	void closesAllBeforeTheServerWaitsForItsRequests() throws Exception {
		Told told = watch(this.manager);
		try {
			this.streams.stop();

			await().atMost(SOON).untilAsserted(() -> assertThat(told.ended).isTrue());
			assertThat(this.manager.open(this.stream).statusCode()).as("another instance may").isEqualTo(429);
		}
		finally {
			this.streams.start();
		}
		assertThat(this.streams.getPhase()).isGreaterThan(WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE);
		watch(this.manager);
	}

	@Test
	void opensForWhoeverMayLookByGetAlone() throws Exception {
		assertThat(
				StaffVisit.by(this.port, this.sessions, this.person, "templates:read").open(this.stream).statusCode())
			.isEqualTo(403);
		assertThat(this.manager.open(this.stream.replace(this.id, "none")).statusCode()).isEqualTo(404);
		assertThat(this.manager.send("HEAD", this.stream).statusCode()).isEqualTo(200);
		assertThat(this.manager.post(this.stream, Map.of()).statusCode()).isEqualTo(405);
	}

	/** What a browser was told. */
	private static final class Told extends Thread {

		private final List<String> lines = new CopyOnWriteArrayList<>();

		private final HttpResponse<InputStream> answer;

		private final InputStream body;

		private volatile boolean ended;

		Told(HttpResponse<InputStream> answer) {
			super("told");
			setDaemon(true);
			this.answer = answer;
			this.body = answer.body();
		}

		List<String> events() {
			return this.lines.stream()
				.filter((line) -> line.startsWith("event: "))
				.map((line) -> line.substring("event: ".length()))
				.toList();
		}

		@Override
		public void run() {
			try (BufferedReader reader = new BufferedReader(new InputStreamReader(this.body, StandardCharsets.UTF_8))) {
				for (String line = reader.readLine(); line != null; line = reader.readLine()) {
					this.lines.add(line);
				}
			}
			catch (IOException closed) {
				// By the test, or with the connection.
			}
			this.ended = true;
		}

	}

}
