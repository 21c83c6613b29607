package cinema.worker.inbox;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import cinema.worker.channel.SendResult;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Receipt;
import cinema.workflows.contract.ReceiptStatus;
import cinema.workflows.contract.Urgency;
import cinema.workflows.contract.Withdrawal;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

import org.springframework.amqp.core.Message;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** From a posting to what its person does with it, by REST. */
@Timeout(120)
class InboxIntegrationTests {

	private static Site site;

	private final String ann = Site.person();

	private final String token = site.token(this.ann);

	@BeforeAll
	static void start() throws Exception {
		site = new Site("--cinema.inbox.most=20", "--cinema.inbox.requests=300");
	}

	@AfterAll
	static void stop() throws Exception {
		site.close();
	}

	@Test
	void keepsWhatIsDeliveredOnceAndInOrder() {
		Posting first = site.post(this.ann, "first");
		awaitSubjects("first");
		site.publish(first);
		site.publish(first.nextAttempt(2, "Europe/Moscow", null));
		site.post(this.ann, "second");
		awaitSubjects("second", "first");

		JsonNode page = site.list(this.token);
		assertThat(page.path("unread").asInt()).isEqualTo(2);
		assertThat(page.path("unseen").asInt()).isEqualTo(2);
		JsonNode message = page.path("items").path(1);
		assertThat(message.path("id").asString()).isEqualTo(first.id());
		assertThat(message.path("link").asString()).isEqualTo("https://cinema.example/s/1?a=1&b=2");
		assertThat(message.path("topic").asString()).isEqualTo("new_episodes");
		assertThat(message.path("text").asString()).isEqualTo("Out now");
	}

	@Test
	void showsNobodyWhatIsAnothers() {
		Posting posting = site.post(this.ann, "mine");
		awaitSubjects("mine");
		String bob = site.token(Site.person());
		assertThat(site.list(bob).path("items")).isEmpty();
		assertThat(site.ask(0, bob, "PATCH", "/" + posting.id(), "{\"read\":true}").statusCode()).isEqualTo(404);
		assertThat(site.list(this.token).path("unread").asInt()).isEqualTo(1);
	}

	@Test
	void takesTokensOfPeopleAlone() {
		for (String wrong : List.of("", "no.jwt.atall", site.serviceToken("mailing"), site.serviceToken(this.ann),
				site.clientToken(this.ann, "openid profile"), site.token(this.ann, Instant.now().minusSeconds(120)),
				site.token(site.claims(this.ann, Instant.now().plusSeconds(60))
					.audience("other")
					.claim("sid", "1")
					.build()),
				site.token(site.claims(this.ann, Instant.now().plusSeconds(60))
					.issuer("http://other")
					.claim("sid", "1")
					.build()))) {
			HttpResponse<String> answer = site.ask(0, wrong, "GET", "", "");
			assertThat(answer.statusCode()).as(wrong).isEqualTo(401);
			assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
		}
		assertThat(site.ask(0, site.clientToken(this.ann, "openid account"), "GET", "", "").statusCode())
			.isEqualTo(200);
	}

	@Test
	void readsArchivesAndPutsOff() {
		Posting posting = site.post(this.ann, "one");
		awaitSubjects("one");
		JsonNode read = patch(posting, "{\"read\":true}");
		assertThat(read.path("read_at").isNull()).isFalse();
		assertThat(read.path("seen_at").isNull()).isFalse();
		assertThat(site.list(this.token).path("unread").asInt()).isZero();
		assertThat(patch(posting, "{\"read\":false}").path("read_at").isNull()).isTrue();

		patch(posting, "{\"archived\":true}");
		assertThat(site.list(this.token).path("items")).isEmpty();
		assertThat(list("?state=archived")).containsExactly("one");
		patch(posting, "{\"archived\":false}");

		site.post(this.ann, "two");
		awaitSubjects("two", "one");
		patch(posting, "{\"read\":true,\"snoozed_until\":\"" + Instant.now().plusSeconds(2) + "\"}");
		assertThat(list("")).containsExactly("two");
		assertThat(list("?state=snoozed")).containsExactly("one");
		awaitSubjects("one", "two");
		assertThat(site.list(this.token).path("unread").asInt()).isEqualTo(2);
	}

	@Test
	void readsAllUpToWhatWasShown() {
		site.post(this.ann, "one");
		awaitSubjects("one");
		long shown = site.list(this.token).path("items").path(0).path("seq").asLong();
		site.post(this.ann, "two");
		awaitSubjects("two", "one");
		JsonNode counts = Site.JSON
			.readTree(site.ask(1, this.token, "POST", "/read", "{\"up_to\":" + shown + "}").body());
		assertThat(counts.path("unread").asInt()).isEqualTo(1);
		assertThat(list("?state=unread")).containsExactly("two");
	}

	@Test
	void namesWhatIsWrong() {
		String id = "/" + UUID.randomUUID();
		assertFault("GET", "?limit=0", "", 400, "limit");
		assertFault("GET", "?state=lost", "", 400, "state");
		assertFault("GET", "?cursor=-5", "", 400, "cursor");
		assertFault("GET", "/changes?since=-2", "", 400, "since");
		assertFault("POST", "/seen", "{}", 400, "up_to");
		assertFault("POST", "/read", "{\"up_to\":-1}", 400, "up_to");
		assertFault("PATCH", id, "{}", 400, "read");
		assertFault("PATCH", id, "{\"snoozed_until\":\"2020-01-01T00:00:00Z\"}", 400, "snoozed_until");
		assertFault("PATCH", id, "{\"snoozed_until\":\"" + Instant.now().plusSeconds(100 * 86400) + "\"}", 400,
				"snoozed_until");
		assertFault("PATCH", id, "{\"snoozed\":true}", 400, "snoozed_until");
		assertFault("PATCH", id, "{\"read\":true,\"x\":\"" + "y".repeat(5000) + "\"}", 413, "body");
		assertThat(site.ask(0, this.token, "PATCH", id, "{\"read\":true}").statusCode()).isEqualTo(404);
	}

	@Test
	void tellsOnceThatAMessageWasSeen() {
		Posting posting = site.post(this.ann, "look");
		awaitSubjects("look");
		long seq = site.list(this.token).path("items").path(0).path("seq").asLong();
		site.ask(0, this.token, "POST", "/seen", "{\"up_to\":" + seq + "}");
		site.ask(1, this.token, "POST", "/seen", "{\"up_to\":" + seq + "}");
		patch(posting, "{\"read\":true}");
		List<ReceiptStatus> told = receipts(posting.id(), 2);
		assertThat(told).containsExactly(ReceiptStatus.DELIVERED, ReceiptStatus.SEEN);
		assertThat(receipts(posting.id(), 1)).isEmpty();
	}

	/** Shared by the tests, as the queue is. */
	private static final ConcurrentHashMap<String, List<ReceiptStatus>> ARRIVED = new ConcurrentHashMap<>();

	private static List<ReceiptStatus> receipts(String id, int wanted) {
		RabbitTemplate rabbit = site.bean(0, RabbitTemplate.class);
		long until = System.nanoTime() + 12_000_000_000L;
		while (ARRIVED.getOrDefault(id, List.of()).size() < wanted && System.nanoTime() < until) {
			Message message = rabbit.receive(PostingQueues.RECEIPTS, 500);
			if (message != null) {
				JsonNode body = Site.JSON.readTree(message.getBody());
				(body.isArray() ? body.valueStream().toList() : List.of(body)).stream()
					.map((one) -> Site.JSON.treeToValue(one, Receipt.class))
					.forEach((one) -> ARRIVED.merge(one.postingId(), List.of(one.status()),
							(known, more) -> Stream.concat(known.stream(), more.stream()).toList()));
			}
		}
		List<ReceiptStatus> arrived = ARRIVED.remove(id);
		return (arrived != null) ? arrived : List.of();
	}

	@Test
	void takesBackWhatNobodyHasRead() {
		Posting unread = site.post(this.ann, "unread");
		Posting read = site.post(this.ann, "read");
		await().until(() -> list("").size() == 2);
		patch(read, "{\"read\":true}");
		receipts(unread.id(), 1);
		withdraw(unread, read);
		await().until(() -> list("").equals(List.of("read")));
		assertThat(receipts(unread.id(), 1)).contains(ReceiptStatus.WITHDRAWN);
		withdraw(unread);
		assertThat(receipts(unread.id(), 1)).containsExactly(ReceiptStatus.WITHDRAWN);
		assertThat(site.jdbc()
			.sql("select count(*) from inbox_message where posting_id = ?::uuid and body = ''")
			.param(unread.id())
			.query(Integer.class)
			.single()).isEqualTo(1);
	}

	/** Wherever it lies, on every instance, and once. */
	@Test
	void takesBackWhatWasSeenForWhoeverWantsThat() {
		Posting read = site.post(this.ann, "read");
		Posting archived = site.post(this.ann, "archived");
		Posting snoozed = site.post(this.ann, "snoozed");
		Posting fresh = site.post(this.ann, "fresh");
		await().until(() -> list("").size() == 4);
		patch(read, "{\"read\":true}");
		patch(archived, "{\"archived\":true}");
		patch(snoozed, "{\"snoozed_until\":\"" + Instant.now().plusSeconds(4) + "\"}");
		long cursor = site.list(this.token).path("since").asLong();
		BrowserSocket device = site.open(1, this.token, cursor);

		takeBack(read, archived, snoozed, fresh);
		takeBack(read, archived, snoozed, fresh);

		await().until(() -> Stream.of("", "?state=archived", "?state=snoozed", "?state=unread")
			.allMatch((one) -> list(one).isEmpty()));
		assertThat(receipts(read.id(), 3)).contains(ReceiptStatus.WITHDRAWN);
		assertThat(receipts(fresh.id(), 2)).contains(ReceiptStatus.DELIVERED, ReceiptStatus.WITHDRAWN);
		JsonNode page = site.list(this.token);
		assertThat(page.path("unread").asInt()).isZero();
		assertThat(page.path("unseen").asInt()).isZero();
		await().untilAsserted(() -> assertThat(device.item(read.id()).path("retracted").asBoolean(false)).isTrue());
		assertThat(device.item(read.id()).path("text").asString()).isEmpty();
		assertThat(site.ask(0, this.token, "PATCH", "/" + snoozed.id(), "{\"read\":true}").statusCode()).isEqualTo(404);
		await().pollDelay(Duration.ofSeconds(5)).until(() -> list("").isEmpty());
	}

	/** It is there already, and whoever sends it has not said so yet. */
	@Test
	void takesBackWhatIsBeingSentOnceThatIsOver() {
		Posting posting = site.post(this.ann, "on its way");
		awaitSubjects("on its way");
		receipts(posting.id(), 1);
		ledger(posting,
				"state = 'SENDING', lease_owner = 'slow', lease_until = now() + interval '1 minute', acknowledged_at = null");

		withdraw(posting);

		await().until(() -> list("").isEmpty());
		ledger(posting,
				"state = 'SENT', changed_at = now(), receipt_due_at = now(), lease_owner = null, lease_until = null");
		await().until(() -> state(posting).equals("WITHDRAWN"));
		await().until(() -> receipts(posting.id(), 1).contains(ReceiptStatus.WITHDRAWN));
	}

	/** As of a worker that was cut off while it was sending, and goes on. */
	@Test
	void takesNothingAnyMoreThatWasTakenBackBefore() {
		Posting posting = Site.posting(this.ann, "late", Urgency.NORMAL);
		withdraw(posting);
		assertThat(receipts(posting.id(), 1)).containsExactly(ReceiptStatus.WITHDRAWN);

		assertThat(site.bean(1, Inbox.class).write(posting, null)).isEqualTo(Inbox.Written.TAKEN_BACK);
		assertThat(site.bean(1, Inbox.class).has(posting.id())).isFalse();
		assertThat(site.bean(1, InboxChannel.class).open(List.of(posting)).get(0).send())
			.isInstanceOf(SendResult.Withdrawn.class);
		site.publish(posting);
		assertThat(receipts(posting.id(), 1)).containsOnly(ReceiptStatus.WITHDRAWN);
		assertThat(list("")).isEmpty();

		site.jdbc()
			.sql("update inbox_message set placed_at = now() - interval '100 days' where posting_id = ?::uuid")
			.param(posting.id())
			.update();
		site.bean(0, InboxSweep.class).forget();
		assertThat(site.jdbc()
			.sql("select count(*) from inbox_message where posting_id = ?::uuid")
			.param(posting.id())
			.query(Integer.class)
			.single()).as("it is kept as long as any other").isZero();
	}

	@Test
	void leavesNothingWhenItIsWrittenAndTakenBackAtTheSameTime() {
		Inbox one = site.bean(0, Inbox.class);
		Inbox other = site.bean(1, Inbox.class);
		for (int i = 0; i < 100; i++) {
			Posting posting = Site.posting(this.ann, "both", Urgency.NORMAL);
			CompletableFuture<?> writes = CompletableFuture.runAsync(() -> one.write(posting, null));
			assertThat(other.retract(posting.id(), false)).isTrue();
			writes.join();
			assertThat(one.has(posting.id())).as("%d", i).isFalse();
		}
		assertThat(list("")).isEmpty();
	}

	/** Nobody can tell any more what became of it, and nobody has it. */
	@Test
	void takesBackWhatIsGoneWithItsPerson() {
		Posting posting = site.post(this.ann, "gone");
		awaitSubjects("gone");
		site.publish("web.urgent", PostingQueues.ERASURE_TYPE, new Erasure(this.ann));
		await().until(() -> list("").isEmpty());
		receipts(posting.id(), 1);

		takeBack(posting);

		assertThat(receipts(posting.id(), 1)).containsExactly(ReceiptStatus.WITHDRAWN);
		assertThat(site.jdbc()
			.sql("select count(*) from inbox_message where person = ?")
			.param(this.ann)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void keepsAsManyAsBeforeBesideWhatWasTakenBack() {
		Posting back = site.post(this.ann, "back");
		awaitSubjects("back");
		takeBack(back);
		await().until(() -> list("").isEmpty());
		IntStream.range(0, 20).forEach((i) -> site.publish(Site.posting(this.ann, "m" + i, Urgency.BULK)));
		await().until(() -> list("?limit=100").size() == 20);
		InboxState state = site.bean(0, InboxRows.class).state(this.ann);
		assertThat(state.oldest()).isGreaterThan(1);
		assertThat(site.bean(0, Inbox.class).write(back, null)).isEqualTo(Inbox.Written.TAKEN_BACK);
	}

	private static String state(Posting posting) {
		return site.jdbc()
			.sql("select state from ledger where posting_id = ?::uuid")
			.param(posting.id())
			.query(String.class)
			.single();
	}

	/**
	 * As after a kill between the message and its outcome, or an answer that got lost.
	 */
	@Test
	void takesBackWhatIsThereWhateverTheLedgerKnows() {
		Posting unknown = site.post(this.ann, "in doubt");
		Posting deferred = site.post(this.ann, "put off");
		Posting read = site.post(this.ann, "was read");
		await().until(() -> list("").size() == 3);
		patch(read, "{\"read\":true}");
		List.of(unknown, deferred).forEach((one) -> receipts(one.id(), 1));
		receipts(read.id(), 2);
		ledger(unknown, "state = 'UNKNOWN', in_doubt = true");
		ledger(deferred, "state = 'DEFERRED'");
		ledger(read, "state = 'DEFERRED'");
		withdraw(unknown, deferred, read);
		assertThat(receipts(unknown.id(), 1)).containsExactly(ReceiptStatus.WITHDRAWN);
		assertThat(receipts(deferred.id(), 1)).containsExactly(ReceiptStatus.WITHDRAWN);
		assertThat(receipts(read.id(), 1)).contains(ReceiptStatus.DELIVERED);
		assertThat(list("")).containsExactly("was read");
	}

	@Test
	void callsNothingExpiredThatIsThere() {
		Posting posting = site.post(this.ann, "in time");
		awaitSubjects("in time");
		receipts(posting.id(), 1);
		ledger(posting, "state = 'DEFERRED'");
		site.publish(new Posting(posting.id(), posting.workflowId(), posting.eventId(), posting.notice(),
				posting.topic(), posting.channel(), posting.urgency(), posting.receiver(), posting.subject(),
				posting.html(), posting.text(), posting.headers(), Instant.now().minusSeconds(1), null, 2));
		assertThat(receipts(posting.id(), 1)).containsExactly(ReceiptStatus.DELIVERED);
	}

	private static void ledger(Posting posting, String change) {
		site.jdbc().sql("update ledger set " + change + " where posting_id = ?::uuid").param(posting.id()).update();
	}

	@Test
	void deliversWhereOldMessagesCannotGo() {
		site.jdbc().sql("""
				create function stay() returns trigger language plpgsql as $$ begin raise 'stay'; end $$;
				create trigger stay before delete on inbox_message for each row when (old.subject = 'stays')
				execute function stay()
				""").update();
		IntStream.range(0, 20).forEach((i) -> site.post(this.ann, "stays"));
		await().until(() -> list("").size() == 20);
		Posting more = site.post(this.ann, "more");
		assertThat(receipts(more.id(), 1)).containsExactly(ReceiptStatus.DELIVERED);
		site.jdbc().sql("drop trigger stay on inbox_message; drop function stay").update();
	}

	private static void withdraw(Posting... postings) {
		withdraw(null, postings);
	}

	/** As staff do, whether or not somebody has seen it. */
	private static void takeBack(Posting... postings) {
		withdraw(true, postings);
	}

	private static void withdraw(Boolean evenSeen, Posting... postings) {
		site.publish("web.urgent", PostingQueues.WITHDRAWAL_TYPE, new Withdrawal(postings[0].workflowId(), Channel.WEB,
				Stream.of(postings).map(Posting::id).toList(), evenSeen));
	}

	/** It was on once; and no inbox needs to be, for whoever asks. */
	@Test
	void forgetsBrowsersThoughTheirChannelIsOff() {
		String person = Site.person();
		site.jdbc()
			.sql("""
					insert into push_subscription (endpoint_hash, id, person, endpoint, p256dh, auth, label, created_at, used_at)
					values (:person, gen_random_uuid(), :person, '', '', '', '', now(), now())
					""")
			.param("person", person)
			.update();
		site.publish(PostingQueues.routingKey(Channel.EMAIL, Urgency.URGENT), PostingQueues.ERASURE_TYPE,
				new Erasure(person));
		await().atMost(Duration.ofSeconds(20))
			.until(() -> site.jdbc()
				.sql("select count(*) from push_subscription where person = ?")
				.param(person)
				.query(Integer.class)
				.single() == 0);
	}

	@Test
	void forgetsWhoIsErasedAndTakesNothingForThem() {
		site.post(this.ann, "gone");
		awaitSubjects("gone");
		site.publish("web.urgent", PostingQueues.ERASURE_TYPE,
				new Erasure(this.ann.toUpperCase(java.util.Locale.ROOT)));
		await().until(() -> list("").isEmpty());
		Posting late = site.post(this.ann, "late");
		assertThat(receipts(late.id(), 1)).containsExactly(ReceiptStatus.REJECTED);
		assertThat(site.jdbc()
			.sql("select count(*) from inbox_message where person = ?")
			.param(this.ann)
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void keepsTheNewestOfTooMany() {
		IntStream.range(0, 45).forEach((i) -> site.publish(Site.posting(this.ann, "m" + i, Urgency.BULK)));
		await().until(() -> site.jdbc()
			.sql("select last from inbox_person where person = ?")
			.param(this.ann)
			.query(Long.class)
			.optional()
			.orElse(0L) == 45);
		await().until(() -> list("?limit=100").size() == 20);
	}

	@Test
	void keepsWhatIsPutOffAndBringsItBackAsNew() {
		Posting posting = site.post(this.ann, "put off");
		awaitSubjects("put off");
		patch(posting, "{\"archived\":true,\"snoozed_until\":\"" + Instant.now().plusSeconds(8) + "\"}");
		assertThat(receipts(posting.id(), 2)).contains(ReceiptStatus.SEEN);
		IntStream.range(0, 21).forEach((i) -> site.publish(Site.posting(this.ann, "m" + i, Urgency.BULK)));
		await().until(() -> list("?limit=100").size() == 20);
		await().until(() -> list("?limit=100").contains("put off"));
		JsonNode page = site.list(this.token);
		assertThat(page.path("items").path(0).path("subject").asString()).isEqualTo("put off");
		assertThat(page.path("items").path(0).path("seen_at").isNull()).as("it is new").isTrue();
		assertThat(list("?state=archived")).isEmpty();
	}

	@Test
	void tellsAnewWhatIsLeftWhenOldOnesGo() {
		site.post(this.ann, "old");
		awaitSubjects("old");
		long cursor = site.list(this.token).path("since").asLong();
		site.jdbc()
			.sql("update inbox_message set placed_at = now() - interval '100 days' where person = ?")
			.param(this.ann)
			.update();
		site.bean(0, InboxSweep.class).forget();
		InboxChanges changes = site.bean(1, InboxRows.class).changes(this.ann, cursor);
		assertThat(changes.cursor()).isGreaterThan(cursor);
		assertThat(changes.unread()).isZero();
		assertThat(changes.oldest()).isGreaterThan(cursor);
	}

	/** Large ones come some at a time, so that a slow line takes them. */
	@Test
	void tellsNoMoreAtOnceThanASlowLineTakes() {
		Inbox inbox = site.bean(0, Inbox.class);
		IntStream.range(0, 5).forEach((i) -> {
			Posting one = Site.posting(this.ann, "large " + i, Urgency.NORMAL);
			inbox.write(new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
					one.urgency(), one.receiver(), one.subject(), "x".repeat(30_000), one.text(), one.headers(),
					one.deadline(), null, 1), null);
		});
		InboxChanges changes = site.bean(0, InboxRows.class).changes(this.ann, 1);
		assertThat(changes.reset()).isTrue();
		assertThat(changes.more()).isTrue();
		assertThat(changes.items()).extracting(InboxMessage::subject).containsExactly("large 4", "large 3");
		long next = site.list(this.token).path("next").asLong();
		assertThat(next).isEqualTo(changes.items().get(1).seq());
		assertThat(list("?cursor=" + next)).containsExactly("large 2", "large 1");
	}

	/** Deliveries whose receipts nobody has taken keep others waiting no longer. */
	@Test
	void tellsWhatWasSeenBehindManyThatCannotBeTold() {
		site.jdbc()
			.sql("""
					with l as (insert into ledger (posting_id, workflow_id, channel, urgency, attempt, state, lease_until)
					           select gen_random_uuid(), 'w', 'web', 'bulk', 1, 'CLAIMED', now() + interval '1 hour'
					             from generate_series(1, 250) returning posting_id)
					insert into inbox_message (posting_id, person, seq, version, workflow_id, attempt, topic, subject, body, html,
					       created_at, placed_at, expires_at, seen_at)
					select posting_id, 'x', 1, 1, 'w', 1, 't', '', '', '', now(), now(), now(), now() - interval '1 hour' from l
					""")
			.update();
		Posting posting = site.post(this.ann, "seen");
		awaitSubjects("seen");
		patch(posting, "{\"read\":true}");
		assertThat(receipts(posting.id(), 2)).containsExactly(ReceiptStatus.DELIVERED, ReceiptStatus.SEEN);
		site.jdbc().sql("delete from inbox_message where person = 'x'").update();
	}

	/**
	 * Many write for one person while somebody reads by cursor: whoever has seen a number
	 * finds nothing new below it later.
	 */
	@Test
	void showsNumbersInTheirOrder() throws Exception {
		Inbox one = site.bean(0, Inbox.class);
		Inbox other = site.bean(1, Inbox.class);
		InboxRows rows = site.bean(0, InboxRows.class);
		CountDownLatch done = new CountDownLatch(4);
		for (int writer = 0; writer < 4; writer++) {
			Inbox inbox = (writer % 2 == 0) ? one : other;
			new Thread(() -> {
				IntStream.range(0, 50).forEach((i) -> inbox.write(Site.posting(this.ann, "m", Urgency.NORMAL), null));
				done.countDown();
			}).start();
		}
		ConcurrentHashMap<Long, Boolean> seen = new ConcurrentHashMap<>();
		long cursor = 0;
		boolean last = false;
		while (!last) {
			last = done.getCount() == 0;
			InboxChanges changes = rows.changes(this.ann, cursor);
			assertThat(changes.reset()).isFalse();
			for (InboxMessage message : changes.items()) {
				seen.put(message.seq(), true);
			}
			cursor = changes.cursor();
		}
		assertThat(cursor).isEqualTo(200);
		// What is too old is gone before anybody could look; nothing of the last is
		// missing.
		assertThat(seen.keySet()).containsAll(IntStream.rangeClosed(185, 200).mapToObj((i) -> (long) i).toList());
	}

	@Test
	void asksForPatienceOfWhoAsksTooOften() {
		HttpResponse<String> answer = null;
		for (int i = 0; i < 700 && (answer == null || answer.statusCode() == 200); i++) {
			answer = site.ask(0, this.token, "GET", "?limit=1", "");
		}
		assertThat(answer.statusCode()).isEqualTo(429);
		assertThat(answer.headers().firstValue("Retry-After")).hasValue("10");
		assertThat(site.ask(0, site.token(Site.person()), "GET", "", "").statusCode()).isEqualTo(200);
	}

	private void assertFault(String method, String path, String body, int status, String field) {
		HttpResponse<String> answer = site.ask(0, this.token, method, path, body);
		assertThat(answer.statusCode()).as(path + body).isEqualTo(status);
		assertThat(Site.JSON.readTree(answer.body()).at("/errors/0/field").asString()).as(answer.body())
			.isEqualTo(field);
	}

	private JsonNode patch(Posting posting, String body) {
		HttpResponse<String> answer = site.ask(1, this.token, "PATCH", "/" + posting.id(), body);
		assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
		return Site.JSON.readTree(answer.body());
	}

	private List<String> list(String query) {
		return Site.JSON.readTree(site.ask(0, this.token, "GET", query, "").body())
			.path("items")
			.valueStream()
			.map((one) -> one.path("subject").asString())
			.toList();
	}

	private void awaitSubjects(String... subjects) {
		await().untilAsserted(() -> assertThat(list("")).containsExactly(subjects));
	}

}
