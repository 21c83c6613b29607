package cinema.dev.endtoend;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import cinema.dev.letter.StoredLetter;
import cinema.dev.machine.Console;
import cinema.dev.mailbox.Mailbox;
import cinema.dev.part.MailPart;
import cinema.dev.part.TemporalPart;
import cinema.dev.stack.Stack;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Many small events for people who want to hear of them daily, while processes are
 * killed: each event is in one letter. More of both by {@code -Ddigest.events=10000
 * -Ddigest.people=100}.
 */
@Timeout(900)
class DigestTests {

	private static final int EVENTS = Integer.getInteger("digest.events", 1000);

	private static final int PEOPLE = Integer.getInteger("digest.people", 20);

	private static final Duration LONGEST = Duration.ofSeconds(600);

	private static final Pattern TOLD = Pattern.compile("(?:A|(\\d+)) new episodes? of your series");

	private static final String PERSON = """
			insert into users (id, email, email_key, time_zone, locale, is_active, email_notifications, email_confirmed,
			                   created_at, delivery)
			values (?::uuid, ?, ?, ?, 'en', true, true, true, now(), ?::jsonb)
			""";

	private final Stack stack = RunningStack.get();

	private final Mailbox mailbox = this.stack.part(MailPart.class).mailbox();

	private final Events events = new Events(this.stack.places());

	private final String run = "digest-" + UUID.randomUUID().toString().substring(0, 8);

	private final String zone = Users.zoneWhereItIs(12);

	private final List<String> people = IntStream.range(0, PEOPLE)
		.mapToObj((i) -> UUID.randomUUID().toString())
		.toList();

	@Test
	void tellsEachOfManySmallEventsOnceAcrossKills() throws Exception {
		Instant begun = Instant.now();
		// Some come before their hour, some while their letters close, some after that.
		signUp(LocalTime.now(ZoneId.of(this.zone)).plusSeconds(60 + EVENTS / 50).truncatedTo(ChronoUnit.MINUTES));
		announce(0, EVENTS / 2);
		awaitCollected(EVENTS / 5);
		this.stack.application("orchestrator").kill();
		awaitCollected(EVENTS * 2 / 5);
		killTemporal();
		announce(EVENTS / 2, EVENTS);
		await().atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(() -> letters() > 0);
		this.stack.application("orchestrator").kill();
		awaitCollected(EVENTS);
		long before = count("announced_at is not null");
		say("{\"rhythms\": {\"new_episodes\": \"at_once\"}}");
		this.events.announce(this.people.stream().map(this::changed).toList());
		await().atMost(LONGEST)
			.pollInterval(Duration.ofMillis(50))
			.until(() -> count("announced_at is not null") > before);
		this.stack.application("orchestrator").kill();
		await().atMost(LONGEST).until(() -> told() >= EVENTS && this.events.lag() == 0);

		Console.say("digests across kills: events " + EVENTS + ", people " + PEOPLE + ", letters " + letters()
				+ ", told " + told() + ", in " + Duration.between(begun, Instant.now()).toSeconds() + " s");
		assertThat(told()).as("what the letters tell of").isEqualTo(EVENTS);
		assertThat(count("letter is not null and announced_at is not null")).isEqualTo(EVENTS);
		assertThat(letters()).as("each digest's letter comes once").isEqualTo(distinctLetters());
	}

	private void signUp(LocalTime hour) throws SQLException {
		try (Connection auth = DriverManager.getConnection(this.stack.places().database("auth"));
				PreparedStatement insert = auth.prepareStatement(PERSON)) {
			for (String person : this.people) {
				insert.setString(1, person);
				insert.setString(2, address(person));
				insert.setString(3, address(person));
				insert.setString(4, this.zone);
				insert.setString(5, "{\"rhythms\": {\"new_episodes\": \"daily\"}, \"digest_at\": \"" + hour + "\"}");
				insert.addBatch();
			}
			insert.executeBatch();
		}
	}

	private void say(String delivery) throws SQLException {
		try (Connection auth = DriverManager.getConnection(this.stack.places().database("auth"));
				PreparedStatement update = auth
					.prepareStatement("update users set delivery = ?::jsonb where email like ?")) {
			update.setString(1, delivery);
			update.setString(2, this.run + "%");
			update.executeUpdate();
		}
	}

	private String address(String person) {
		return this.run + "-" + person + "@example.com";
	}

	private void announce(int from, int until) throws Exception {
		this.events.announce(IntStream.range(from, until)
			.mapToObj((i) -> """
					{"id": "%s-%d", "event_type": "new_episode", "details": {"user_id": "%s", "series": []}}"""
				.formatted(this.run, i, this.people.get(i % PEOPLE)))
			.toList());
	}

	private String changed(String person) {
		return """
				{"id": "%s", "event_type": "user_changed_delivery", "details": {"user_id": "%s", "changed": ["rhythm"]}}"""
			.formatted(UUID.randomUUID(), person);
	}

	private void killTemporal() {
		this.stack.part(TemporalPart.class)
			.pids()
			.values()
			.forEach((pid) -> ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly));
	}

	private void awaitCollected(int many) {
		await().atMost(LONGEST).pollInterval(Duration.ofMillis(50)).until(() -> count("true") >= many);
	}

	private long count(String where) {
		return ask("select count(*) from digest_item where event_id like ? and " + where);
	}

	private long distinctLetters() {
		return ask("select count(distinct letter) from digest_item where event_id like ?");
	}

	private long ask(String sql) {
		try (Connection connection = DriverManager.getConnection(this.stack.places().database("orchestrator"));
				PreparedStatement statement = connection.prepareStatement(sql)) {
			statement.setString(1, this.run + "-%");
			try (ResultSet found = statement.executeQuery()) {
				found.next();
				return found.getLong(1);
			}
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private List<StoredLetter> ours() {
		return this.mailbox.letters()
			.stream()
			.filter((letter) -> letter.to().get(0).address().startsWith(this.run))
			.toList();
	}

	private long letters() {
		return ours().size();
	}

	private long told() {
		return ours().stream()
			.map((letter) -> TOLD.matcher(letter.subject()))
			.filter(Matcher::matches)
			.mapToLong((told) -> (told.group(1) != null) ? Long.parseLong(told.group(1)) : 1)
			.sum();
	}

}
