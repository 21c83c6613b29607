package cinema.worker.email;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import cinema.worker.MovingClock;
import cinema.worker.Postings;
import cinema.worker.SmtpScript;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.provider.Shares;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Several mail servers: shares, who stands in for whom, and when nobody may. */
class SmtpProvidersTests {

	private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private SmtpScript one;

	private SmtpScript other;

	@BeforeEach
	void start() throws Exception {
		this.one = new SmtpScript();
		this.other = new SmtpScript();
	}

	@AfterEach
	void stop() throws Exception {
		this.one.close();
		this.other.close();
	}

	@Test
	void sharesByWeightAndSaysWhoTookALetter() throws Exception {
		EmailChannel email = channel(provider(this.one, 300), provider(this.other, 100));

		List<SendResult> results = send(email, 400, Urgency.NORMAL);

		assertThat(results)
			.allSatisfy((result) -> assertThat(reference(result)).matches("(one|other): 250 2\\.0\\.0.*"));
		assertThat(this.one.letters).hasSizeBetween(260, 340);
		assertThat(ids()).hasSize(400).doesNotHaveDuplicates();
	}

	@Test
	void meetsTheSameProviderAgain() throws Exception {
		EmailChannel email = channel(provider(this.one, 1), provider(this.other, 1));
		Posting posting = posting(Urgency.NORMAL);

		String first = reference(EmailSettings.send(email, posting));

		for (int i = 0; i < 5; i++) {
			assertThat(reference(EmailSettings.send(email, posting))).isEqualTo(first);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HELLO 421 4.3.2 too busy", "HELLO 554 no", "MAIL 451 4.7.1 later",
			"MAIL 550 5.7.1 blocked", "RCPT 454 4.7.0 no", "RCPT 554 5.7.1 relaying denied", "DATA 451 4.3.0 no disk",
			"DATA END", ". 452 4.3.1 no disk", ". 554 5.7.1 looks like spam", "HELLO END", "MAIL END" })
	void standsInForOneThatIsInTrouble(String trouble) throws Exception {
		EmailChannel email = channel(provider(this.one, 1000), provider(this.other, 1));
		this.one.answers.put(trouble.split(" ", 2)[0], trouble.split(" ", 2)[1]);

		List<SendResult> results = send(email, 20, Urgency.NORMAL);

		assertThat(results).allSatisfy((result) -> assertThat(reference(result)).startsWith("other: 250"));
		assertThat(this.other.letters).hasSize(20);
		assertThat(refused("one", Urgency.NORMAL)).isEqualTo(1);
		assertThat(channelRefused()).as("the channel is well").isZero();
	}

	@Test
	void neverAsksAnotherWhenNobodyKnows() throws Exception {
		EmailChannel email = channel(provider(this.one, 3), provider(this.other, 5));
		this.one.answers.put(".", SmtpScript.END);
		Posting posting = firstOfOne();

		assertThat(EmailSettings.send(email, posting)).isInstanceOf(SendResult.Unknown.class);
		assertThat(this.other.letters).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "550 5.1.1 nobody", "452 4.2.2 full" })
	void asksNoOtherAboutAReceiver(String answer) throws Exception {
		EmailChannel email = channel(provider(this.one, 1), provider(this.other, 1));
		this.one.answers.put("RCPT", answer);
		this.other.answers.put("RCPT", answer);

		send(email, 10, Urgency.NORMAL);

		assertThat(commands(this.one, "RCPT") + commands(this.other, "RCPT")).isEqualTo(10);
	}

	@Test
	void leavesOneThatDoesNotKnowUsAloneAtOnceAndTakesItBackByALetter() throws Exception {
		MovingClock clock = new MovingClock(NOON);
		EmailChannel email = EmailSettings.channel(0, properties(provider(this.one, 1000), provider(this.other, 1)),
				this.meters, clock);
		this.one.answers.put("HELLO", "535 5.7.8 no");

		send(email, 10, Urgency.NORMAL);
		assertThat(this.one.connections).hasValue(1);
		this.one.answers.clear();
		clock.move(Duration.ofSeconds(3));
		send(email, 10, Urgency.NORMAL);

		assertThat(this.one.letters).hasSizeGreaterThan(7);
		assertThat(this.other.letters.size()).isLessThan(13);
	}

	@Test
	void triesOneThatSaysNothingWithNoLetter() throws Exception {
		MovingClock clock = new MovingClock(NOON);
		EmailChannel email = EmailSettings.channel(0, properties(provider(this.one, 1000), provider(this.other, 1)),
				this.meters, clock);
		this.one.answers.put("HELLO", "535 5.7.8 no");
		send(email, 5, Urgency.NORMAL);
		assertThat(refused("one", Urgency.URGENT)).as("a session is everybody's").isEqualTo(1);
		this.one.answers.put("HELLO", "");
		clock.move(Duration.ofSeconds(3));

		List<SendResult> results = send(email, 5, Urgency.NORMAL);

		assertThat(results).allSatisfy((result) -> assertThat(reference(result)).startsWith("other: 250"));
		assertThat(commands(this.one, "EHLO")).isZero();
	}

	@Test
	void waitsWhenAllRefuseAndSaysUntilWhen() throws Exception {
		MovingClock clock = new MovingClock(NOON);
		EmailChannel email = EmailSettings.channel(0, properties(provider(this.one, 1), provider(this.other, 1)),
				this.meters, clock);
		this.one.answers.put("MAIL", "451 4.7.1 later");
		this.other.answers.put("MAIL", "451 4.7.1 later");
		send(email, 30, Urgency.NORMAL);

		SendResult result = EmailSettings.send(email, posting(Urgency.NORMAL));

		assertThat(result).isInstanceOfSatisfying(SendResult.Deferred.class, (deferred) -> {
			assertThat(deferred.ours()).isTrue();
			assertThat(deferred.retryAt()).isEqualTo(NOON.plusSeconds(2));
		});
		assertThat(channelRefused()).isEqualTo(1);
	}

	@Test
	void keepsMailingsAndOthersApartWhereSettingsSaySo() throws Exception {
		EmailChannel email = channel(EmailSettings.provider(this.one.port(), 1, Set.of(Urgency.URGENT), 0, 0),
				EmailSettings.provider(this.other.port(), 1, Set.of(Urgency.NORMAL, Urgency.BULK), 0, 0));

		send(email, 5, Urgency.URGENT);
		send(email, 6, Urgency.BULK);

		assertThat(this.one.letters).hasSize(5);
		assertThat(this.other.letters).hasSize(6);
		this.one.answers.put("HELLO", "421 4.3.2 too busy");
		this.one.endConnections();
		assertThat(EmailSettings.send(email, posting(Urgency.URGENT))).isInstanceOf(SendResult.Deferred.class);
		assertThat(this.other.letters).hasSize(6);
	}

	@Test
	void goesPastOneThatIsSlow() throws Exception {
		EmailProperties properties = EmailSettings.properties(4,
				new EmailProperties.Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(30), Duration.ofSeconds(30),
						Duration.ofSeconds(30), Duration.ofSeconds(30)),
				Map.of("one", provider(this.one, 100), "other", provider(this.other, 100)));
		EmailChannel email = EmailSettings.channel(0, properties, this.meters, Clock.systemUTC());
		this.one.delays.put(".", Duration.ofMillis(1500));
		long began = System.nanoTime();

		List<SendResult> results = sendTogether(email, 60, Urgency.BULK, 6);

		assertThat(results).hasSize(60).allMatch(SendResult.Sent.class::isInstance);
		assertThat(ids()).hasSize(60).doesNotHaveDuplicates();
		assertThat(this.other.letters.size()).as("what the slow one could not take").isGreaterThan(40);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(20));
	}

	@Test
	void leavesASlowOneToSingleLettersAndGivesItsShareBack() throws Exception {
		EmailChannel email = EmailSettings.channel(0, patient(), this.meters, Clock.systemUTC());
		this.one.delays.put(".", Duration.ofMillis(300));
		sendTogether(email, 160, Urgency.BULK, 4);
		assertThat(avoided("one", "slow")).isEqualTo(1);
		int before = this.one.letters.size();

		sendTogether(email, 200, Urgency.BULK, 4);
		assertThat(this.one.letters.size() - before).as("tries").isLessThan(4);
		before = this.one.letters.size();
		send(email, 20, Urgency.URGENT);
		assertThat(this.one.letters).as("who is waited for goes by the quick one").hasSize(before);

		this.one.delays.clear();
		Thread.sleep(2100);
		sendTogether(email, 40, Urgency.BULK, 4);
		before = this.one.letters.size();
		sendTogether(email, 200, Urgency.BULK, 4);
		assertThat(this.one.letters.size() - before).as("its share is back").isBetween(60, 140);
		assertThat(avoided("one", "slow")).isZero();
		assertThat(ids()).hasSize(620).doesNotHaveDuplicates();
	}

	@Test
	void leavesOneAloneThatFailsMostAnswers() throws Exception {
		EmailChannel email = channel(provider(this.one, 1000), provider(this.other, 1));
		List<SendResult> results = new ArrayList<>();
		for (int i = 0; i < 40; i++) {
			this.one.answers.remove("MAIL");
			if (i % 4 != 0) {
				this.one.answers.put("MAIL", "451 4.3.2 try again");
			}
			results.addAll(send(email, 1, Urgency.NORMAL));
		}

		assertThat(results).allMatch(SendResult.Sent.class::isInstance);
		assertThat(commands(this.one, "MAIL")).isBetween(10L, 14L);
		assertThat(avoided("one", "failing")).isEqualTo(1);
		assertThat(refused("one", Urgency.NORMAL)).as("it is no breakdown").isZero();
		assertThat(ids()).hasSize(40).doesNotHaveDuplicates();
	}

	@Test
	void goesByASlowOneWhereNobodyElseHasRoom() throws Exception {
		EmailChannel email = channel(provider(this.one, 1),
				EmailSettings.provider(this.other.port(), 1, Set.of(), 5, 0));
		this.one.delays.put(".", Duration.ofMillis(200));
		sendTogether(email, 50, Urgency.BULK, 4);
		assertThat(avoided("one", "slow")).isEqualTo(1);
		int before = this.one.letters.size();

		List<SendResult> results = sendTogether(email, 40, Urgency.BULK, 4);

		assertThat(results).allMatch(SendResult.Sent.class::isInstance);
		assertThat(this.one.letters.size() - before).as("more than five a second").isGreaterThan(15);
	}

	@Test
	void sharesByWeightWhereAllAreSlow() throws Exception {
		EmailChannel email = EmailSettings.channel(0, patient(), this.meters, Clock.systemUTC());
		this.one.delays.put(".", Duration.ofMillis(200));
		this.other.delays.put(".", Duration.ofMillis(200));
		sendTogether(email, 60, Urgency.BULK, 4);
		int before = this.one.letters.size();

		List<SendResult> results = sendTogether(email, 100, Urgency.BULK, 4);

		assertThat(results).allMatch(SendResult.Sent.class::isInstance);
		assertThat(this.one.letters.size() - before).isBetween(25, 75);
		assertThat(channelRefused()).isZero();
	}

	@Test
	void neverLeavesTheOnlyOneAlone() throws Exception {
		EmailChannel email = EmailSettings.channel(this.one.port(), EmailSettings.properties(), this.meters,
				Clock.systemUTC());
		this.one.delays.put(".", Duration.ofMillis(200));

		assertThat(send(email, 20, Urgency.NORMAL)).allMatch(SendResult.Sent.class::isInstance);
		assertThat(this.meters.find("cinema.provider.avoided").gauges()).hasSize(2)
			.allMatch((gauge) -> gauge.value() == 0);
	}

	@Test
	void losesAndDoublesNothingWhereOneFailsAndComesBackInTheMiddle() throws Exception {
		EmailProperties properties = EmailSettings.properties(8,
				new EmailProperties.Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5),
						Duration.ofSeconds(5), Duration.ofSeconds(5)),
				Map.of("one", provider(this.one, 100), "other", provider(this.other, 100)));
		MovingClock clock = new MovingClock(NOON);
		EmailChannel email = EmailSettings.channel(0, properties, this.meters, clock);
		List<SendResult> results = new ArrayList<>(sendTogether(email, 200, Urgency.BULK, 6));
		int before = this.one.letters.size();

		this.one.answers.put("MAIL", "421 4.3.2 going down");
		results.addAll(sendTogether(email, 200, Urgency.BULK, 6));
		int away = this.one.letters.size();
		this.one.answers.clear();
		clock.move(Duration.ofSeconds(120));
		results.addAll(sendTogether(email, 200, Urgency.BULK, 6));

		assertThat(results).hasSize(600).allMatch(SendResult.Sent.class::isInstance);
		assertThat(ids()).hasSize(600).doesNotHaveDuplicates();
		assertThat(before).isBetween(60, 140);
		assertThat(away).isEqualTo(before);
		assertThat(this.one.letters.size() - away).as("its share is back").isBetween(60, 140);
	}

	@Test
	void givesEachSoManyASecondAndTheRestToTheOther() throws Exception {
		EmailChannel email = channel(EmailSettings.provider(this.one.port(), 1000, Set.of(), 5, 0),
				provider(this.other, 1));

		send(email, 60, Urgency.NORMAL);

		assertThat(ids()).hasSize(60);
		assertThat(this.one.letters.size()).isLessThan(20);
	}

	@Test
	void waitsForItsTurnWhereThereIsNoOther() throws Exception {
		EmailChannel email = channel(EmailSettings.provider(this.one.port(), 1, Set.of(), 20, 0),
				EmailSettings.provider(this.other.port(), 0, Set.of(), 0, 0));
		long began = System.nanoTime();

		List<SendResult> results = send(email, 30, Urgency.BULK);

		assertThat(results).allMatch(SendResult.Sent.class::isInstance);
		assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(1200));
		assertThat(this.other.letters).as("drained").isEmpty();
	}

	@Test
	void refusesNationalAddressesOnlyWhereNoProviderTakesThem() throws Exception {
		EmailChannel email = channel(provider(this.one, 1000), provider(this.other, 1));
		Posting posting = Postings.to("\u043f\u043e\u0447\u0442\u0430@example.com");

		assertThat(EmailSettings.send(email, posting)).isInstanceOf(SendResult.Rejected.class);
		this.other.extensions = List.of("SMTPUTF8", "8BITMIME");
		email = channel(provider(this.one, 1000), provider(this.other, 1));
		assertThat(reference(EmailSettings.send(email, posting))).startsWith("other: 250");
	}

	@Test
	void refusesSettingsThatServeNobody() {
		assertThatThrownBy(() -> properties(EmailSettings.provider(25, 1, Set.of(Urgency.URGENT), 0, 0),
				EmailSettings.provider(25, 0, Set.of(), 0, 0)))
			.hasMessageContaining("cinema.email.providers")
			.hasMessageContaining("normal");
		assertThatThrownBy(() -> EmailSettings.properties(Map.of("One!", EmailSettings.provider(25, 1))))
			.hasMessageContaining("cinema.email.providers.One!");
		assertThatThrownBy(() -> EmailSettings.properties(Map.of("one", EmailSettings.provider(70_000, 1))))
			.hasMessageContaining("cinema.email.providers.one.port");
	}

	private static ProviderProperties provider(SmtpScript server, int weight) {
		return EmailSettings.provider(server.port(), weight);
	}

	private static EmailProperties properties(ProviderProperties one, ProviderProperties other) {
		return EmailSettings.properties(Map.of("one", one, "other", other));
	}

	/** Two that may take their time, with a few more connections. */
	private EmailProperties patient() {
		Duration patience = Duration.ofSeconds(5);
		return EmailSettings.properties(8,
				new EmailProperties.Timeouts(patience, patience, patience, patience, patience),
				Map.of("one", provider(this.one, 100), "other", provider(this.other, 100)));
	}

	private EmailChannel channel(ProviderProperties one, ProviderProperties other) throws Exception {
		return EmailSettings.channel(0, properties(one, other), this.meters, Clock.systemUTC());
	}

	private static List<SendResult> send(EmailChannel email, int letters, Urgency urgency) {
		List<SendResult> results = new ArrayList<>();
		for (int i = 0; i < letters; i++) {
			results.add(EmailSettings.send(email, posting(urgency)));
		}
		return results;
	}

	/** As parts of a mailing are, by several threads. */
	private static List<SendResult> sendTogether(EmailChannel email, int letters, Urgency urgency, int threads)
			throws Exception {
		ExecutorService pool = Executors.newFixedThreadPool(threads);
		try {
			List<Future<List<SendResult>>> parts = new ArrayList<>();
			for (int i = 0; i < letters / 10; i++) {
				parts.add(pool.submit(() -> sendPart(email, urgency)));
			}
			List<SendResult> results = new ArrayList<>();
			for (Future<List<SendResult>> part : parts) {
				results.addAll(part.get());
			}
			return results;
		}
		finally {
			pool.shutdown();
		}
	}

	private static List<SendResult> sendPart(EmailChannel email, Urgency urgency) {
		List<Posting> left = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			left.add(posting(urgency));
		}
		List<SendResult> results = new ArrayList<>();
		while (!left.isEmpty()) {
			List<Line> lines = email.open(left);
			for (Line line : lines) {
				try (line) {
					SendResult settled = line.settled();
					results.add((settled != null) ? settled : line.send());
				}
			}
			left = left.subList(lines.size(), left.size());
		}
		return results;
	}

	private static Posting posting(Urgency urgency) {
		return Postings.posting(urgency);
	}

	/** Whose first choice is the first one. */
	private static Posting firstOfOne() {
		Posting posting = posting(Urgency.NORMAL);
		while (!Shares.order(List.of("one", "other"), posting.id(), (name) -> name, (name) -> name.length())
			.get(0)
			.equals("one")) {
			posting = posting(Urgency.NORMAL);
		}
		return posting;
	}

	private List<String> ids() {
		List<String> ids = new ArrayList<>();
		for (SmtpScript server : List.of(this.one, this.other)) {
			server.letters.forEach((letter) -> ids
				.add(letter.lines().filter((line) -> line.startsWith("Message-ID")).findFirst().orElseThrow()));
		}
		return ids;
	}

	private static long commands(SmtpScript server, String verb) {
		return server.commands.stream().filter((line) -> line.startsWith(verb)).count();
	}

	private double refused(String provider, Urgency urgency) {
		return this.meters.get("cinema.provider.refused")
			.tag("provider", provider)
			.tag("urgency", urgency.toString())
			.gauge()
			.value();
	}

	private double avoided(String provider, String reason) {
		return this.meters.get("cinema.provider.avoided")
			.tag("provider", provider)
			.tag("reason", reason)
			.gauge()
			.value();
	}

	private double channelRefused() {
		return this.meters.get("cinema.channel.refused").tag("urgency", "normal").gauge().value();
	}

	private static String reference(SendResult result) {
		assertThat(result).isInstanceOf(SendResult.Sent.class);
		return ((SendResult.Sent) result).providerReference();
	}

}
