package cinema.orchestrator.erasure;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import cinema.orchestrator.IntegrationTest;
import cinema.orchestrator.audience.StoredPage;
import cinema.orchestrator.letter.SealedReceivers;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.page.MailingTable;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.parts.FakeWorker;
import cinema.orchestrator.seal.SealedDetails;
import cinema.orchestrator.seal.SealedLetters;
import cinema.workflows.contract.Channel;
import cinema.workflows.event.EventOutcome;
import cinema.workflows.journal.NoticeOutcome;
import cinema.workflows.plan.Event;
import io.temporal.client.WorkflowClient;
import io.temporal.payload.codec.PayloadCodec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.core.KafkaTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A person who is erased while something of theirs is in every state that it can be in.
 */
@IntegrationTest
class ErasureIntegrationTests {

	private static final String WEB = "postings.web.urgent";

	private static final String URGENT = "postings.email.urgent";

	private static final String OF_TEST = "of_this_test";

	private static final String ERASED = "the receiver was erased";

	@Autowired
	private KafkaTemplate<byte[], byte[]> kafka;

	@Autowired
	private RabbitTemplate rabbit;

	@Autowired
	private WorkflowClient temporal;

	@Autowired
	private MailingTable mailings;

	@Autowired
	private JdbcTemplate jdbc;

	@Autowired
	private PayloadCodec payloads;

	@Autowired
	private SealedLetters letters;

	@Autowired
	private SealedReceivers receivers;

	@Autowired
	private SealedDetails details;

	@Autowired
	private FakeNeighbour auth;

	@Autowired
	private Farewells farewells;

	@Autowired
	private Erasure erasure;

	private final String user = UUID.randomUUID().toString();

	private final String name = "Zenobia" + this.user.substring(0, 8);

	private final String address = this.name.toLowerCase() + "@erased.example";

	private final List<String> workflows = new ArrayList<>();

	private FakeWorker worker;

	@BeforeEach
	void knowTheUser() {
		this.worker = new FakeWorker(this.rabbit);
		int ahead = Math.floorMod(2 - Instant.now().atOffset(ZoneOffset.UTC).getHour(), 24);
		this.auth.on(this.user, 200,
				"""
						{"items": [{"id": "%s", "email": "%s", "first_name": "%s", "is_active": true, "time_zone": "Etc/GMT%+d"}]}
						"""
					.formatted(this.user, this.address, this.name, (ahead > 14) ? 24 - ahead : -ahead));
	}

	@AfterEach
	void takeAwayWhatIsNoneOfOthers() {
		this.jdbc.update("delete from mailing_draft where event_id = ?", OF_TEST);
		this.jdbc.update("delete from template_version where name = ?", OF_TEST);
	}

	@Test
	void leavesNothingOfThemWhereverTheirLettersAre() {
		String delivered = announce("user_changed_password_successfully", "");
		this.worker.report(this.worker.take(URGENT), "DELIVERED");
		String failed = announce("user_restored_email", "");
		this.worker.report(this.worker.take(URGENT), "REJECTED");
		String deferred = announce("user_changed_password_successfully", ", \"email\": \"" + this.address + "\"");
		this.worker.report(this.worker.take(URGENT), "DEFERRED");
		String queued = announce("user_restored_email", "");
		Message letter = this.worker.take(URGENT);
		String held = announce("new_episode", ", \"series\": []");
		String page = inAPageOfAMailing();
		inTheirAddressAlone();
		Message elsewhere = this.worker.take(URGENT);
		inADeadLetter();
		amongStaff();
		await().until(() -> states(delivered, failed, deferred, queued, held)
			.equals(List.of("DELIVERED", "REJECTED", "DEFERRED", "DISPATCHED", "HELD")));
		inWhatTheServerSaid(delivered, failed, deferred);
		List<String> backup = kept();
		assertThat(opened(backup)).as("before").filteredOn(this::namesThem).hasSize(7);

		erase();

		assertThat(opened(backup)).as("of a backup").isEmpty();

		await().untilAsserted(() -> assertThat(reasons(deferred, held)).hasSize(2)
			.allMatch((reason) -> reason.endsWith("CANCELLED, " + ERASED)));
		Message forgotten = this.worker.take(WEB);
		while (!this.worker.read(forgotten).get("user_id").asString().equals(this.user)) {
			forgotten = this.worker.take(WEB);
		}
		assertThat(forgotten.getMessageProperties().getType()).isEqualTo("erasure");
		Set<String> open = new TreeSet<>(List.of(this.worker.read(letter).path("id").asString(),
				this.worker.read(elsewhere).path("id").asString()));
		boolean told = false;
		while (!open.isEmpty() || !told) {
			Message next = this.worker.take(URGENT);
			JsonNode said = this.worker.read(next);
			told = told || said.path("notice").asString("").equals("account_erased");
			if ("withdrawal".equals(next.getMessageProperties().getType())) {
				said.path("posting_ids").forEach((id) -> open.remove(id.asString()));
			}
		}
		this.worker.report(letter, "WITHDRAWN");
		this.worker.report(elsewhere, "WITHDRAWN");
		await().untilAsserted(() -> assertThat(states(queued)).containsExactly("WITHDRAWN"));
		while (this.rabbit.receive(URGENT, 700) != null) {
			// asked for once more before its answer was read
		}
		assertThat(this.jdbc.queryForList("select state from journal where workflow_id = ?", String.class, page))
			.containsExactly("CANCELLED");
		assertNothingIsLeft();
	}

	@Test
	void makesNothingForThemAgain() {
		erase();
		takeFarewell();
		String late = announce("user_changed_password_successfully", ", \"email\": \"%s\"".formatted(this.address));
		NoticeOutcome outcome = outcome(late, "user_changed_password_successfully");
		assertThat(outcome.status().name()).isEqualTo("SUPPRESSED");
		assertThat(outcome.reason()).isEqualTo(ERASED);
		assertNothingIsLeft();
	}

	@Test
	void tellsTheProvenAddressOnceAndForgetsItADayLater() {
		erase();
		Message farewell = this.worker.take(URGENT);

		JsonNode said = this.worker.read(farewell);
		assertThat(said.at("/receiver/address").asString()).isEqualTo(this.address);
		assertThat(said.at("/receiver/user_id").isNull()).isTrue();
		assertThat(said.path("subject").asString()).isEqualTo("Ваша учётная запись удалена");
		assertThat(said.path("text").asString()).doesNotContain(this.name, this.user);
		this.worker.reportNow(farewell, "DELIVERED");
		UUID id = UUID.fromString(said.path("id").asString());
		await().until(() -> this.jdbc.queryForObject("select state from journal where id = ?", String.class, id)
			.equals("DELIVERED"));
		this.farewells.forget();
		String hash = hash(id);
		assertThat(hash).as("support may look it up for a day").isNotNull();

		this.jdbc.update("update journal set concluded_at = now() - interval '25 hours' where id = ?", id);
		this.farewells.forget();

		assertThat(hash(id)).isNull();
		assertThat(this.jdbc.queryForList("select person from person_key where wrapped is not null and person = ?",
				String.class, hash))
			.isEmpty();
		assertThat(this.jdbc.queryForObject("select posting from journal where id = ?", String.class, id)).isNull();
		assertNothingIsLeft();
	}

	/** It is killed when the last letter is on its way, and before it is done. */
	@Test
	void leavesTheLastLetterToItsReceiverWhenItIsTriedAgain() {
		Event erased = new Event("user_erased", this.user, "auth", Instant.now(),
				Map.of("user_id", this.user, "erased_email", this.address));
		this.erasure.erase(this.user, erased, "user_erasure_completed");
		Message farewell = this.worker.take(URGENT);

		this.erasure.erase(this.user, erased, "user_erasure_completed");

		assertThat(this.rabbit.receive(URGENT, 700)).as("nothing is taken back").isNull();
		this.worker.reportNow(farewell, "DELIVERED");
		UUID id = UUID.fromString(this.worker.read(farewell).path("id").asString());
		await().until(() -> this.jdbc.queryForObject("select state from journal where id = ?", String.class, id)
			.equals("DELIVERED"));
	}

	/** Whose address was never proven gets nothing, since it may be a stranger's. */
	@Test
	void tellsNobodyWhereNoAddressWasProven() {
		send("user_erased", this.user, "\"user_id\": \"%s\"".formatted(this.user));
		awaitErased();
		assertNothingIsLeft();
	}

	private void takeFarewell() {
		JsonNode farewell = this.worker.read(this.worker.take(URGENT));
		assertThat(farewell.path("notice").asString()).as(farewell.toString()).isEqualTo("account_erased");
	}

	private String hash(UUID posting) {
		return this.jdbc.queryForObject("select address_hash from journal where id = ?", String.class, posting);
	}

	private void assertNothingIsLeft() {
		assertThat(everything()).isNotEmpty().noneMatch(this::namesThem);
		assertThat(this.jdbc.queryForList("select user_id from journal", String.class)).doesNotContain(this.user);
		assertThat(this.jdbc.queryForList("select principal_name from spring_session", String.class))
			.doesNotContain(this.user);
		assertThat(this.jdbc.queryForList("select wrapped from person_key where person = ?", String.class, this.user))
			.containsExactly((String) null);
		assertThat(this.workflows).isNotEmpty()
			.allSatisfy((id) -> assertThat(history(id)).contains("\"type\"").matches((history) -> !namesThem(history)));
		Message next = this.rabbit.receive(URGENT, 200);
		assertThat(next).isNull();
	}

	private String announce(String type, String more) {
		String id = UUID.randomUUID().toString();
		send(type, id, "\"user_id\": \"" + this.user + "\"" + more);
		return id;
	}

	private void erase() {
		send("user_erased", this.user,
				"\"user_id\": \"%s\", \"erased_email\": \"%s\", \"locale\": \"ru\"".formatted(this.user, this.address));
		awaitErased();
	}

	private void awaitErased() {
		await().ignoreExceptions().until(() -> {
			this.temporal.newUntypedWorkflowStub("event/user_erased/" + this.user).getResult(EventOutcome.class);
			return true;
		});
	}

	/** Of a service that does not know whose it is. */
	private void inTheirAddressAlone() {
		send("user_restored_email", UUID.randomUUID().toString(),
				"\"email\": \"" + this.address.replace("erased", "ERASED") + "\"");
	}

	private void inADeadLetter() {
		byte[] unreadable = "{\"id\": 1.5, \"event_type\": \"user_restored_email\", \"by\": \"%s\", \"to\": \"%s\"}"
			.formatted(this.user.toUpperCase(Locale.ROOT), this.address)
			.getBytes(StandardCharsets.UTF_8);
		this.kafka.send("notifications.events", this.user.getBytes(StandardCharsets.UTF_8), unreadable);
		await().until(() -> this.jdbc.queryForObject("select count(*) from dead_letter where names @> array[?]::text[]",
				Integer.class, this.user) == 1);
	}

	/** As a worker wrote it down that did not look for names. */
	private void inWhatTheServerSaid(String... events) {
		String said = "550 5.1.1 user " + this.name + " unknown";
		for (String event : events) {
			int found = this.jdbc.update(
					"""
							update journal set reason = ?, withdrawal = ?, attempts = attempts || jsonb_build_object('reason', ?::text)
							 where event_id = ?
							""",
					said, "staff: " + this.name + " asked for it", said, event);
			assertThat(found).isEqualTo(1);
		}
	}

	/** They work for the cinema as well. */
	private void amongStaff() {
		String actor = "user " + this.user;
		this.jdbc.update("insert into spring_session values (?, ?, 0, 0, 60, ?, ?)", UUID.randomUUID().toString(),
				UUID.randomUUID().toString(), Long.MAX_VALUE, this.user);
		this.jdbc.update(
				"""
						insert into mailing_draft (id, version, revision, state, content, created_by, created_at, changed_by, changed_at, event_id)
						values (?::uuid, 0, 0, 'DRAFT', ?, ?, now(), ?, now(), ?)
						""",
				UUID.randomUUID().toString(), "{\"to\": \"" + this.address + "\"}", actor, actor, OF_TEST);
		this.jdbc.update(
				"""
						insert into template_version (id, name, number, author, created_at, sample) values (?::uuid, ?, 1, ?, now(), ?)
						""",
				UUID.randomUUID().toString(), OF_TEST, actor, "{\"to\": \"" + this.address + "\"}");
		this.jdbc.update("update dead_letter set done_by = ? where names @> array[?]::text[]", actor, this.user);
	}

	/** What rests of them, as whoever has an old copy of it would have it. */
	private List<String> kept() {
		List<String> kept = new ArrayList<>();
		kept.addAll(this.jdbc.queryForList(
				"select id || ' ' || posting from journal where user_id = ? and posting like 'person:%'", String.class,
				this.user));
		kept.addAll(this.jdbc.queryForList("select receivers from mailing_page where receivers like ?", String.class,
				"%" + this.user + "%"));
		this.workflows.forEach((id) -> kept.add("history " + history(id)));
		return kept;
	}

	/** What can be read of it now. */
	private List<String> opened(List<String> kept) {
		return kept.stream().flatMap((text) -> opened(text).stream()).toList();
	}

	private Optional<String> opened(String text) {
		JsonMapper json = JsonMapper.shared();
		if (text.startsWith("{")) {
			return this.receivers.open(json.readValue(text, StoredPage.class).receivers())
				.stream()
				.map(StoredReceiver::address)
				.filter((address) -> !address.isEmpty())
				.findFirst();
		}
		String[] parts = text.split(" ", 2);
		if (parts[0].equals("history")) {
			Event event = json.readValue(parts[1].lines().findFirst().orElseThrow(), Event.class);
			return event.details().containsKey("sealed")
					? this.details.open(event).map((open) -> open.details().toString()) : Optional.empty();
		}
		return Optional.ofNullable(this.letters.open(UUID.fromString(parts[0]), parts[1]));
	}

	/**
	 * What its workflow was told and has told, a line each, as whoever has the key of
	 * Temporal reads it.
	 */
	private String history(String workflowId) {
		return this.temporal.fetchHistory(workflowId)
			.getHistory()
			.getEventsList()
			.stream()
			.flatMap((event) -> Stream.of(event.getWorkflowExecutionStartedEventAttributes().getInput(),
					event.getActivityTaskScheduledEventAttributes().getInput(),
					event.getActivityTaskCompletedEventAttributes().getResult(),
					event.getWorkflowExecutionCompletedEventAttributes().getResult()))
			.flatMap((some) -> this.payloads.decode(some.getPayloadsList()).stream())
			.map((payload) -> payload.getData().toStringUtf8())
			.collect(Collectors.joining("\n"));
	}

	private void send(String type, String id, String details) {
		this.workflows.add("event/" + type + "/" + id);
		this.kafka.send("notifications.events", id.getBytes(StandardCharsets.UTF_8), """
				{"id": "%s", "event_type": "%s", "occurred_at": "%s", "details": {%s}}
				""".formatted(id, type, Instant.now(), details).getBytes(StandardCharsets.UTF_8));
	}

	/** One letter of it is deferred, and one is held for the night. */
	private String inAPageOfAMailing() {
		String id = UUID.randomUUID().toString();
		String mailing = "mailing/" + id + "/new_movies";
		this.mailings.note(mailing, SampleMailings.of(id, Instant.now(), "http://auth/users"));
		StoredReceiver receiver = new StoredReceiver(0, UUID.randomUUID(), this.user, Channel.EMAIL, this.address,
				this.name, null, "UTC", "en");
		this.mailings.keep(mailing, mailing + "/page/1", new StoredPage(List.of(), List.of(receiver), null));
		this.jdbc.update(
				"""
						insert into journal (id, workflow_id, event_type, event_id, notice, topic, channel, urgency, user_id, attempt,
						                     posting, state, planned_at)
						values (?, ?, 'mailing', ?, 'new_movies', 'new_movies', 'email', 'bulk', ?, 1, ?, 'DEFERRED', now())
						""",
				receiver.postingId(), mailing + "/page/1", id, this.user,
				JsonMapper.shared().writeValueAsString(receiver));
		return mailing + "/page/1";
	}

	private List<String> states(String... events) {
		List<String> states = new ArrayList<>();
		for (String event : events) {
			states.addAll(this.jdbc.queryForList("select state from journal where event_id = ?", String.class, event));
		}
		return states;
	}

	private List<String> reasons(String... events) {
		List<String> reasons = new ArrayList<>();
		for (String event : events) {
			reasons.addAll(this.jdbc.queryForList("select state || ', ' || reason from journal where event_id = ?",
					String.class, event));
		}
		return reasons;
	}

	private NoticeOutcome outcome(String event, String type) {
		String id = "event/" + type + "/" + event;
		await().ignoreExceptions()
			.until(() -> this.temporal.newUntypedWorkflowStub(id).describe().getWorkflowExecutionInfo() != null);
		return this.temporal.newUntypedWorkflowStub(id).getResult(EventOutcome.class).notices().get(0);
	}

	private List<String> everything() {
		return this.jdbc
			.queryForList("select table_name from information_schema.tables where table_schema = 'public'",
					String.class)
			.stream()
			.flatMap((table) -> this.jdbc.queryForList("select t::text from " + table + " t", String.class).stream())
			.toList();
	}

	private boolean namesThem(String text) {
		String small = text.toLowerCase(Locale.ROOT);
		return small.contains(this.name.toLowerCase(Locale.ROOT)) || small.contains("user " + this.user);
	}

}
