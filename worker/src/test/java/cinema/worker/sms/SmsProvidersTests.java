package cinema.worker.sms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import cinema.worker.MovingClock;
import cinema.worker.channel.Line;
import cinema.worker.channel.SendResult;
import cinema.worker.provider.DayCounts;
import cinema.worker.provider.Shares;
import cinema.worker.sms.SmsGateway.Answer;
import cinema.worker.sms.SmsGateway.Kind;
import cinema.worker.sms.SmsGateway.OutgoingSms;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Posting;
import cinema.workflows.contract.PostingReceiver;
import cinema.workflows.contract.Urgency;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;

/** Several that take messages: shares, who stands in for whom, and when nobody may. */
class SmsProvidersTests {

	private static final String RUSSIAN = "+79161234567";

	private static final String BRITISH = "+447700900123";

	private static final String LONG = "Привет, Анна! ".repeat(9);

	private final MovingClock clock = new MovingClock(Instant.parse("2026-11-29T12:00:00Z"));

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private final SmsBudget budget = mock();

	private final SmsReports reports = mock();

	private final Script one = new Script();

	private final Script other = new Script();

	private final SmsChannel even = channel(SmsSettings.provider(1), SmsSettings.provider(1));

	SmsProvidersTests() {
		given(this.budget.take(anyInt(), any())).willReturn(new SmsBudget.Taken(java.time.LocalDate.EPOCH, 2));
	}

	@Test
	void sharesByWeightAndSaysWhoTookAMessage() {
		SmsChannel sms = channel(SmsSettings.provider(300), SmsSettings.provider(100));

		for (int i = 0; i < 400; i++) {
			assertThat(sent(sms, posting(Urgency.NORMAL, RUSSIAN, "Hello"))).matches("(one|other): id:7");
		}

		assertThat(this.one.asked).hasSizeBetween(260, 340);
		assertThat(Stream.concat(this.one.asked.stream(), this.other.asked.stream()).map(OutgoingSms::postingId))
			.hasSize(400)
			.doesNotHaveDuplicates();
	}

	@Test
	void standsInBeforeAMessageIsTakenAndPaysOnce() {
		this.one.answers.add(Answer.of(Kind.OURS, "too many at once"));

		assertThat(sent(this.even, firstOfOne("Hello"))).isEqualTo("other: id:7");

		verify(this.budget, times(1)).take(1, Urgency.NORMAL);
		verify(this.budget, never()).giveBack(any());
	}

	@ParameterizedTest
	@EnumSource(value = Kind.class, names = { "UNKNOWN", "LATER", "REFUSED" })
	void asksNoOtherWhenNobodyKnowsOrItIsAboutTheReceiver(Kind kind) {
		this.one.answers.add(Answer.of(kind, "no"));

		send(this.even, firstOfOne("Hello"));

		assertThat(this.other.asked).isEmpty();
	}

	@Test
	void asksNoOtherBehindAPartThatWasTaken() {
		this.one.answers.add(new Answer(Kind.OURS, "after 1 of 2 parts: too many at once", null, 1));

		assertThat(send(this.even, firstOfOne(LONG))).isInstanceOfSatisfying(SendResult.Deferred.class,
				(deferred) -> assertThat(deferred.detail()).startsWith("one: after 1 of 2 parts"));

		assertThat(this.other.asked).isEmpty();
	}

	@Test
	void goesOnWithWhoeverTookTheFirstPart() {
		Posting posting = again(firstOfOne(LONG));
		given(this.reports.taken(posting.id())).willReturn(Map.of(0, "other:5"));

		assertThat(sent(this.even, posting)).isEqualTo("other: id:7");

		assertThat(this.one.asked).isEmpty();
		assertThat(this.other.asked).singleElement().satisfies((message) -> {
			assertThat(message.taken()).isEqualTo(Map.of(0, "5"));
			assertThat(message.pending()).containsExactly(1);
		});
	}

	@Test
	void waitsForWhoeverTookTheFirstPart() {
		Posting posting = again(firstOfOne(LONG));
		given(this.reports.taken(posting.id())).willReturn(Map.of(0, "other:5"));
		this.other.trouble = "there is no session";

		assertThat(send(this.even, posting)).isEqualTo(new SendResult.Deferred("there is no session", true, null));
		assertThat(this.one.asked).isEmpty();
	}

	@Test
	void beginsAnewWhereWhoeverTookTheFirstPartIsGone() {
		Posting posting = again(firstOfOne(LONG));
		given(this.reports.taken(posting.id())).willReturn(Map.of(0, "gone:5"));

		assertThat(sent(this.even, posting)).isEqualTo("one: id:7");
		assertThat(this.one.asked).singleElement()
			.satisfies((message) -> assertThat(message.pending()).containsExactly(0, 1));
	}

	@Test
	void sendsNothingAgainThatWasTakenAsAWhole() {
		Posting posting = again(firstOfOne("Hello"));
		given(this.reports.taken(posting.id())).willReturn(Map.of(0, "other:5"));

		assertThat(sent(this.even, posting)).isEqualTo("other: id:5");
		assertThat(this.one.asked).isEmpty();
		assertThat(this.other.asked).isEmpty();
	}

	@Test
	void keepsCountriesAndUrgenciesApartWhereSettingsSaySo() {
		SmsChannel sms = channel(SmsSettings.provider(1, Set.of(), List.of("7", "-7701"), 0),
				SmsSettings.provider(1, Set.of(Urgency.URGENT), List.of("44"), 0));

		assertThat(sent(sms, posting(Urgency.BULK, RUSSIAN, "Hello"))).startsWith("one: ");
		assertThat(sent(sms, posting(Urgency.URGENT, BRITISH, "Hello"))).startsWith("other: ");
		for (Posting nobodys : List.of(posting(Urgency.BULK, BRITISH, "Hello"),
				posting(Urgency.URGENT, "+77011234567", "Hello"))) {
			assertThat(send(sms, nobodys))
				.isEqualTo(new SendResult.Rejected("no messages go to the country of this number"));
		}
	}

	@Test
	void stopsNobodyByTheLimitOfOne() {
		SmsChannel sms = channel(SmsSettings.provider(1000, Set.of(), List.of(), 5), SmsSettings.provider(1));

		for (int i = 0; i < 60; i++) {
			sent(sms, posting(Urgency.NORMAL, RUSSIAN, LONG));
		}

		assertThat(this.one.asked.size()).isLessThan(15);
		assertThat(this.other.asked.size()).isGreaterThan(45);
	}

	@Test
	void leavesOneThatRefusesUsAloneAndTakesItBackByAMessage() {
		SmsChannel sms = channel(SmsSettings.provider(1000), SmsSettings.provider(1));
		this.one.usual = Answer.of(Kind.OURS, "it does not know our sender");
		for (int i = 0; i < 20; i++) {
			assertThat(sent(sms, posting(Urgency.NORMAL, RUSSIAN, "Hello"))).startsWith("other: ");
		}
		assertThat(this.one.asked).hasSize(5);
		assertThat(refused("one")).isEqualTo(1);
		assertThat(this.meters.get("cinema.channel.refused").tag("urgency", "normal").gauge().value()).isZero();

		this.one.usual = Script.TAKEN;
		this.clock.move(Duration.ofSeconds(2));
		for (int i = 0; i < 20; i++) {
			sent(sms, posting(Urgency.NORMAL, RUSSIAN, "Hello"));
		}

		assertThat(this.one.asked).hasSizeGreaterThan(20);
		assertThat(refused("one")).isZero();
	}

	@Test
	void goesPastOneThatIsAwayAndWaitsWhereAllAre() {
		this.one.trouble = "there is no session";
		assertThat(sent(this.even, firstOfOne("Hello"))).startsWith("other: ");

		this.other.trouble = "there is no session either";
		assertThat(send(this.even, firstOfOne("Hello")))
			.isEqualTo(new SendResult.Deferred("there is no session", true, null));
		assertThat(this.one.asked).isEmpty();
	}

	@Test
	void leavesASlowOneToSingleMessagesAndGivesItsShareBack() {
		SmsChannel sms = channel(SmsSettings.provider(1000), SmsSettings.provider(1));
		this.one.takes = Duration.ofSeconds(2);
		for (int i = 0; i < 30; i++) {
			sent(sms, posting(Urgency.NORMAL, RUSSIAN, "Hello"));
		}
		assertThat(this.one.asked).hasSizeLessThan(13);
		int before = this.one.asked.size();

		this.one.takes = Duration.ZERO;
		this.clock.move(Duration.ofSeconds(3));
		for (int i = 0; i < 30; i++) {
			sent(sms, posting(Urgency.NORMAL, RUSSIAN, "Hello"));
		}

		assertThat(this.one.asked.size() - before).isGreaterThan(25);
	}

	private SmsChannel channel(SmsProviderProperties ofOne, SmsProviderProperties ofOther) {
		Map<String, SmsProviderProperties> settings = new TreeMap<>(Map.of("one", ofOne, "other", ofOther));
		SmsProperties properties = SmsSettings.properties(settings);
		DayCounts days = new DayCounts(mock(), this.clock);
		this.meters.clear();
		return new SmsChannel(new SmsProviders(
				List.of(SmsProviders.provider("one", ofOne, properties, this.one, true, days, this.clock),
						SmsProviders.provider("other", ofOther, properties, this.other, true, days, this.clock)),
				this.meters), this.budget, this.reports, properties, this.clock);
	}

	private static SendResult send(SmsChannel sms, Posting posting) {
		try (Line line = sms.open(List.of(posting)).get(0)) {
			SendResult settled = line.settled();
			return (settled != null) ? settled : line.send();
		}
	}

	private static String sent(SmsChannel sms, Posting posting) {
		SendResult result = send(sms, posting);
		assertThat(result).isInstanceOf(SendResult.Sent.class);
		return ((SendResult.Sent) result).providerReference();
	}

	private double refused(String provider) {
		return this.meters.get("cinema.provider.refused")
			.tag("channel", "sms")
			.tag("provider", provider)
			.tag("urgency", "normal")
			.gauge()
			.value();
	}

	private Posting posting(Urgency urgency, String number, String text) {
		return new Posting(UUID.randomUUID().toString(), "event/user_signed_up/1", "1", "welcome", "account",
				Channel.SMS, urgency, new PostingReceiver("1", number, "Ann Lee", "Europe/Moscow", "ru"), "", "", text,
				Map.of(), this.clock.instant().plusSeconds(3600), null, 1);
	}

	/** Whose first choice is the first one. */
	private Posting firstOfOne(String text) {
		Posting posting = posting(Urgency.NORMAL, RUSSIAN, text);
		while (!Shares.order(List.of("one", "other"), posting.id(), (name) -> name, (name) -> 1).get(0).equals("one")) {
			posting = posting(Urgency.NORMAL, RUSSIAN, text);
		}
		return posting;
	}

	private static Posting again(Posting posting) {
		return posting.nextAttempt(2, "Europe/Moscow", posting.quietHours());
	}

	/** Answers as a test wants. */
	private final class Script implements SmsGateway {

		private static final Answer TAKEN = Answer.of(Kind.TAKEN, "id:7");

		private final List<OutgoingSms> asked = new ArrayList<>();

		private final Queue<Answer> answers = new ArrayDeque<>();

		private Answer usual = TAKEN;

		private Duration takes = Duration.ZERO;

		private @Nullable String trouble;

		@Override
		public @Nullable String trouble() {
			return this.trouble;
		}

		@Override
		public Answer submit(OutgoingSms message) {
			this.asked.add(message);
			SmsProvidersTests.this.clock.move(this.takes);
			Answer next = this.answers.poll();
			return (next != null) ? next : this.usual;
		}

		@Override
		public void close() {
			// It has nothing open.
		}

	}

}
