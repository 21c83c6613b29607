package cinema.worker.inbox;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import cinema.workflows.contract.Erasure;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingQueues;
import cinema.workflows.contract.Urgency;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

/** Browsers of one person on two workers, cables that are pulled, and what is refused. */
@Timeout(120)
class SocketIntegrationTests {

	private static Site site;

	private final String ann = Site.person();

	private final String token = site.token(this.ann);

	@BeforeAll
	static void start() throws Exception {
		site = new Site("--cinema.socket.per-person=3", "--cinema.socket.hello=2s", "--cinema.socket.ping=2s",
				"--cinema.socket.catch-up=2s", "--cinema.socket.send-timeout=2s", "--cinema.socket.buffer=64KB",
				"--cinema.socket.strangers=8");
	}

	@AfterAll
	static void stop() throws Exception {
		site.close();
	}

	@Test
	void tellsTwoBrowsersOnTwoWorkersTheSame() {
		BrowserSocket one = site.open(0, this.token, -1).awaitGreeting();
		BrowserSocket other = site.open(1, this.token, -1).awaitGreeting();
		Posting posting = site.post(this.ann, "hello");
		await().until(() -> one.subjects().equals(List.of("hello")) && other.subjects().equals(List.of("hello")));
		assertThat(other.last().path("unread").asInt()).isEqualTo(1);

		assertThat(site.ask(1, this.token, "PATCH", "/" + posting.id(), "{\"read\":true}").statusCode()).isEqualTo(200);
		await().until(() -> !one.item(posting.id()).path("read_at").isNull()
				&& !other.item(posting.id()).path("read_at").isNull());
		assertThat(one.last().path("unread").asInt()).isZero();
		assertThat(one.cursor).isEqualTo(other.cursor);
	}

	@Test
	void losesAndDoublesNothingWhenACableIsPulled() {
		BrowserSocket first = site.open(0, this.token, -1).awaitGreeting();
		site.post(this.ann, "before");
		await().until(() -> first.subjects().size() == 1);
		first.socket.abort();
		site.post(this.ann, "meanwhile");
		await().until(() -> site.list(this.token).path("items").size() == 2);

		BrowserSocket again = site.open(1, this.token, first.cursor);
		await().until(() -> again.subjects().equals(List.of("meanwhile")));
		assertThat(again.last().path("reset").asBoolean()).isFalse();
		site.post(this.ann, "after");
		await().until(() -> again.subjects().equals(List.of("meanwhile", "after")));
		assertThat(again.heard.stream()
			.flatMap((one) -> one.path("items").valueStream())
			.map((one) -> one.path("id").asString())
			.toList()).doesNotHaveDuplicates();
	}

	@Test
	void findsWhatNoWordWasSentOf() {
		BrowserSocket socket = site.open(0, this.token, -1).awaitGreeting();
		site.jdbc()
			.sql("""
					with p as (insert into inbox_person (person, last) values (:person, 1)
					           on conflict (person) do update set last = inbox_person.last + 1 returning last)
					insert into inbox_message (posting_id, person, seq, version, workflow_id, attempt, topic, subject, body, html,
					       created_at, placed_at, expires_at)
					select gen_random_uuid(), :person, last, last, 'w', 1, 't', 'silent', '', '', now(), now(), now() from p
					""")
			.param("person", this.ann)
			.update();
		await().until(() -> socket.subjects().equals(List.of("silent")));
	}

	/** It comes back while the database is away, with the right cursor. */
	@Test
	void greetsWhoCouldNotBeToldAtOnce() throws InterruptedException {
		site.post(this.ann, "known");
		await().until(() -> site.list(this.token).path("items").size() == 1);
		site.jdbc().sql("alter table inbox_message rename to away").update();
		BrowserSocket socket = site.open(0, this.token, 1);
		Thread.sleep(500);
		site.jdbc().sql("alter table away rename to inbox_message").update();
		assertThat(socket.heard).isEmpty();
		socket.awaitGreeting();
		assertThat(socket.cursor).isEqualTo(1);
	}

	@Test
	void closesTheOldestOfTooManyThatAreNobodys() {
		List<BrowserSocket> sockets = new ArrayList<>();
		for (int i = 0; i < 9; i++) {
			sockets.add(site.open(1, Site.ORIGIN));
		}
		assertThat(sockets.get(0).awaitClosed()).isEqualTo(1013);
		sockets.get(8).hello(this.token, -1);
		sockets.get(8).awaitGreeting();
	}

	/** One who never answers our farewell holds its connection for seconds only. */
	@Test
	void waitsBrieflyForTheAnswerToAFarewell() throws Exception {
		try (Socket cable = new Socket()) {
			shakeHands(cable, "no token");
			cable.setSoTimeout(20_000);
			Instant began = Instant.now();
			while (cable.getInputStream().read() >= 0) {
				assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(20));
			}
		}
	}

	@Test
	void beginsAnewWithACursorThatIsNoneOfThisInbox() {
		site.post(this.ann, "only");
		await().until(() -> site.list(this.token).path("items").size() == 1);
		BrowserSocket socket = site.open(0, this.token, 4711).awaitGreeting();
		assertThat(socket.last().path("reset").asBoolean()).isTrue();
		assertThat(socket.subjects()).containsExactly("only");
		assertThat(socket.cursor).isEqualTo(1);
	}

	@Test
	void closesWhoSaysNotWhoTheyAre() {
		assertThat(site.open(0, Site.ORIGIN).awaitClosed()).isEqualTo(1008);
		BrowserSocket wrong = site.open(0, "no token", -1);
		assertThat(wrong.awaitClosed()).isEqualTo(1008);
		assertThat(wrong.reason).startsWith("token");
		assertThat(site.open(0, site.serviceToken(this.ann), -1).awaitClosed()).isEqualTo(1008);
		BrowserSocket garbled = site.open(0, Site.ORIGIN);
		garbled.say("hello");
		assertThat(garbled.awaitClosed()).isEqualTo(1008);
	}

	@Test
	void closesWithTheTokensEndUnlessThereIsANewer() {
		String brief = site.token(this.ann, Instant.now().plusSeconds(4));
		BrowserSocket ending = site.open(0, brief, -1).awaitGreeting();
		BrowserSocket renewed = site.open(0, brief, -1).awaitGreeting();
		renewed.say("{\"type\":\"token\",\"token\":\"" + this.token + "\"}");
		BrowserSocket stolen = site.open(1, brief, -1).awaitGreeting();
		stolen.say("{\"type\":\"token\",\"token\":\"" + site.token(Site.person()) + "\"}");
		assertThat(stolen.awaitClosed()).isEqualTo(1008);
		assertThat(ending.awaitClosed()).isEqualTo(1008);
		site.post(this.ann, "still here");
		await().until(() -> renewed.subjects().equals(List.of("still here")));
	}

	@Test
	void refusesPagesOfOthers() {
		assertThatIllegalStateException().isThrownBy(() -> site.open(0, "https://evil.example"))
			.withMessage("refused with 403");
		assertThatIllegalStateException().isThrownBy(() -> site.open(0, Site.ORIGIN + ".evil.example"))
			.withMessage("refused with 403");
	}

	@Test
	void refusesWhatIsTooLargeOrNoText() {
		BrowserSocket large = site.open(0, this.token, -1).awaitGreeting();
		large.socket.sendText("x".repeat(1 << 20), true);
		assertThat(large.awaitClosed()).isEqualTo(1009);
		BrowserSocket binary = site.open(0, this.token, -1).awaitGreeting();
		binary.socket.sendBinary(ByteBuffer.wrap(new byte[10]), true);
		assertThat(binary.awaitClosed()).isEqualTo(1003);
		// As long as a message may be.
		BrowserSocket fits = site.open(0, Site.ORIGIN);
		fits.say("{\"type\":\"hello\",\"token\":\"" + this.token + "\",\"pad\":\"" + "x".repeat(14_000) + "\"}");
		fits.awaitGreeting();
	}

	@Test
	void closesTheOldestOfTooMany() {
		List<BrowserSocket> sockets = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			sockets.add(site.open(0, this.token, -1).awaitGreeting());
		}
		assertThat(sockets.get(0).awaitClosed()).isEqualTo(4008);
		site.post(this.ann, "to three");
		await()
			.until(() -> sockets.subList(1, 4).stream().allMatch((one) -> one.subjects().equals(List.of("to three"))));
	}

	@Test
	void closesTheSocketsOfWhoIsErased() {
		site.post(this.ann, "gone");
		BrowserSocket socket = site.open(1, this.token, -1);
		await().until(() -> socket.subjects().equals(List.of("gone")));
		site.publish("web.urgent", PostingQueues.ERASURE_TYPE, new Erasure(this.ann));
		assertThat(socket.awaitClosed()).isEqualTo(1008);
		assertThat(socket.reason).contains("erased");
	}

	/** It does not read, and letters are large; others hear of theirs meanwhile. */
	@Test
	void closesWhoIsTooSlowAndHoldsUpNobody() throws Exception {
		String slow = Site.person();
		try (Socket cable = new Socket()) {
			cable.setReceiveBufferSize(4096);
			shakeHands(cable, site.token(slow));
			BrowserSocket quick = site.open(0, this.token, -1).awaitGreeting();
			double before = closed("SLOW");
			IntStream.range(0, 20).forEach((i) -> site.publish(large(slow)));
			Instant began = Instant.now();
			site.post(this.ann, "quick");
			await().atMost(Duration.ofSeconds(10)).until(() -> quick.subjects().equals(List.of("quick")));
			assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
			// What comes together is told together: one by one it is more than a cable
			// holds.
			await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(30)).until(() -> {
				site.publish(large(slow));
				return closed("SLOW") > before;
			});
			assertThat(quick.closed).isZero();
		}
	}

	private static double closed(String reason) {
		return IntStream.of(0, 1)
			.mapToDouble((worker) -> site.bean(worker, io.micrometer.core.instrument.MeterRegistry.class)
				.get("cinema.inbox.sockets.closed")
				.tag("reason", reason)
				.counter()
				.count())
			.sum();
	}

	private static Posting large(String person) {
		Posting one = Site.posting(person, "large", Urgency.BULK);
		return new Posting(one.id(), one.workflowId(), one.eventId(), one.notice(), one.topic(), one.channel(),
				one.urgency(), one.receiver(), one.subject(), "<p>" + "x".repeat(30_000) + "</p>", one.text(),
				one.headers(), one.deadline(), null, 1);
	}

	/** Without a client's library, which would read. */
	private static void shakeHands(Socket cable, String token) throws IOException {
		cable.connect(new java.net.InetSocketAddress("127.0.0.1", site.port(0)));
		OutputStream out = cable.getOutputStream();
		out.write(
				("GET /api/v1/inbox/socket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
						+ "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\nOrigin: "
						+ Site.ORIGIN + "\r\n\r\n")
					.getBytes(StandardCharsets.US_ASCII));
		InputStream in = cable.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			head.append((char) in.read());
		}
		assertThat(head).contains("101").doesNotContain("permessage-deflate");
		byte[] hello = ("{\"type\":\"hello\",\"token\":\"" + token + "\",\"cursor\":-1}")
			.getBytes(StandardCharsets.US_ASCII);
		ByteBuffer frame = ByteBuffer.allocate(hello.length + 8);
		// Masked by zeros, which is a mask too.
		frame.put((byte) 0x81).put((byte) (0x80 | 126)).putShort((short) hello.length).putInt(0).put(hello);
		out.write(frame.array(), 0, frame.position());
		out.flush();
	}

	@Test
	void noticesWhoIsGoneWithoutAWord() throws Exception {
		double before = closed("SILENT");
		try (Socket cable = new Socket()) {
			shakeHands(cable, this.token);
			await().atMost(Duration.ofSeconds(20)).until(() -> closed("SILENT") > before);
		}
	}

	@Test
	void keepsWhoAnswers() throws InterruptedException {
		BrowserSocket socket = site.open(0, this.token, -1).awaitGreeting();
		await().atMost(Duration.ofSeconds(20))
			.until(() -> socket.heard.stream()
				.filter((one) -> one.path("type").asString().equals("ping"))
				.count() >= 4);
		assertThat(socket.closed).isZero();
		socket.socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
	}

}
