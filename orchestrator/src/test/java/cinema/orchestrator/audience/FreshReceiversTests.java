package cinema.orchestrator.audience;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import cinema.orchestrator.catalogue.Catalogues;
import cinema.orchestrator.audience.FreshReceivers.Fresh;
import cinema.orchestrator.audience.FreshReceivers.Later;
import cinema.orchestrator.context.ContextClients;
import cinema.orchestrator.letter.StoredReceiver;
import cinema.orchestrator.mailing.SampleMailings;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.orchestrator.receiver.ReceiverDirectories;
import cinema.orchestrator.suppression.NoSuppressions;
import cinema.workflows.contract.Channel;
import cinema.workflows.plan.Mailing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

class FreshReceiversTests {

	private static final Instant MORNING = Instant.parse("2026-11-24T05:00:00Z");

	private static final Instant EVENING = Instant.parse("2026-11-23T20:00:00Z");

	private static final Instant DEADLINE = Instant.parse("2026-11-25T20:00:00Z");

	private static final Mailing MAILING = SampleMailings.of("m-1", EVENING,
			"http://auth/api/v1/users/?is_active=True");

	private final FakeNeighbour auth = new FakeNeighbour();

	private final AtomicInteger alive = new AtomicInteger();

	@AfterEach
	void close() {
		this.auth.close();
	}

	@Test
	void asksAuthForReceiversByTheirIdsAlone() {
		StoredReceiver ann = receiver(1);
		this.auth.on("id=", 200, page(user(ann, "\"email\": \"new@example.com\", \"locale\": \"ru\"")));

		Fresh fresh = read(MORNING, ann);

		assertThat(fresh.told()).singleElement().satisfies((one) -> {
			assertThat(one.address()).isEqualTo("new@example.com");
			assertThat(one.locale()).isEqualTo("ru");
			assertThat(one.group()).isEqualTo(ann.group());
		});
		assertThat(this.auth.requests).containsExactly("/api/v1/users/?id=" + ann.userId() + "&page_size=100");
	}

	@Test
	void skipsWithTheReasonWhoIsNotToBeToldAnyMore() {
		List<StoredReceiver> all = IntStream.range(0, 5).mapToObj(FreshReceiversTests::receiver).toList();
		this.auth.on("id=", 200, page(user(all.get(0), "\"email\": \"a@example.com\", \"email_notifications\": false"),
				user(all.get(1), "\"email\": \"a@example.com\", \"is_active\": false"),
				user(all.get(2), "\"email\": null"), user(all.get(3),
						"\"email\": \"a@example.com\", \"preferences\": {\"new_movies\": {\"email\": false}}")));

		Fresh fresh = read(MORNING, all.toArray(StoredReceiver[]::new));

		assertThat(fresh.told()).isEmpty();
		assertThat(fresh.skipped()).extracting((row) -> row.reason())
			.containsExactly("opted out of email", "inactive user", "no address", "opted out of new_movies",
					"unknown user");
		assertThat(fresh.skipped()).extracting((row) -> row.id())
			.isEqualTo(all.stream().map(StoredReceiver::postingId).toList());
	}

	@Test
	void saysWhoWishesToBeToldLater() {
		List<StoredReceiver> all = IntStream.range(0, 4).mapToObj(FreshReceiversTests::receiver).toList();
		this.auth.on("id=", 200, page(
				user(all.get(0),
						"\"email\": \"a@example.com\", \"time_zone\": \"UTC\", \"delivery\": {\"paused_until\": "
								+ "\"2026-11-24T18:00:00Z\"}"),
				user(all.get(1),
						"\"email\": \"a@example.com\", \"time_zone\": \"UTC\", \"delivery\": {\"quiet_from\": \"04:00\", "
								+ "\"quiet_to\": \"11:00\"}"),
				user(all.get(2),
						"\"email\": \"a@example.com\", \"time_zone\": \"UTC\", \"delivery\": {\"quiet_from\": \"03:00\", "
								+ "\"quiet_to\": \"04:00\"}"),
				user(all.get(3), "\"email\": \"a@example.com\"")));

		Fresh fresh = read(MORNING, all.toArray(StoredReceiver[]::new));

		assertThat(fresh.told()).hasSize(4);
		Later pause = new Later(Instant.parse("2026-11-24T18:00:00Z"), "held: paused until 18:00 UTC");
		assertThat(fresh.later()).as("it minds no night").containsOnly(entry(fresh.told().get(0).postingId(), pause));
		assertThat(fresh.told()).extracting(StoredReceiver::night).containsOnlyNulls();
	}

	@Test
	void asksForNobodyWhoWasReadJustNow() {
		StoredReceiver ann = receiver(1);

		assertThat(read(EVENING.plus(Duration.ofMinutes(4)), ann).told()).containsExactly(ann);
		assertThat(this.auth.requests).isEmpty();
	}

	@Test
	void asksForNobodyPastTheDeadline() {
		StoredReceiver ann = receiver(1);

		assertThat(read(DEADLINE, ann).told()).containsExactly(ann);
		assertThat(this.auth.requests).isEmpty();
	}

	@Test
	void asksForAHundredAtATime() {
		this.auth.on("id=", (exchange) -> {
			List<String> asked = List.of(exchange.getRequestURI().getQuery().split("&"));
			FakeNeighbour.reply(exchange, 200,
					page(asked.stream()
						.filter((each) -> each.startsWith("id="))
						.map((each) -> "{\"id\": \"%s\", \"email\": \"a@example.com\"}".formatted(each.substring(3)))
						.toArray(String[]::new)).getBytes(StandardCharsets.UTF_8));
		});
		StoredReceiver[] all = IntStream.range(0, 250)
			.mapToObj(FreshReceiversTests::receiver)
			.toArray(StoredReceiver[]::new);

		assertThat(read(MORNING, all).told()).hasSize(250);
		assertThat(this.auth.requests).hasSize(3);
		assertThat(this.alive).hasValue(3);
	}

	@ParameterizedTest
	@ValueSource(ints = { 503, 429, 403, 401, 414, 307 })
	void takesNoForNoAnswer(int status) {
		this.auth.on("id=", status, "");

		assertThatThrownBy(() -> read(MORNING, receiver(1))).isInstanceOf(IllegalStateException.class);
	}

	@ParameterizedTest
	@ValueSource(ints = { 400, 404, 422 })
	void tellsThemAsTheyWereReadWhereNobodyCanBeAskedForById(int status) {
		StoredReceiver ann = receiver(1);
		this.auth.on("id=", status, "");

		assertThat(read(MORNING, ann).told()).containsExactly(ann);
	}

	@Test
	void tellsThemAsTheyWereReadWhereTheFilterIsIgnored() {
		StoredReceiver ann = receiver(1);
		this.auth.on("id=", 200, page(user(receiver(2), "\"email\": \"b@example.com\"")));

		assertThat(read(MORNING, ann).told()).containsExactly(ann);
	}

	@ParameterizedTest
	@ValueSource(strings = { "auth0|5f7c", "a&b", "a b", "+49", "a/b?c#d", "ünal" })
	void asksForIdsAsTheyAre(String id) {
		StoredReceiver strange = new StoredReceiver(0, UUID.randomUUID(), id, Channel.EMAIL, "a@example.com", null,
				null, "UTC", "en");
		this.auth.on("id=", (exchange) -> {
			String asked = URLDecoder.decode(exchange.getRequestURI().getRawQuery().split("[=&]")[1],
					StandardCharsets.UTF_8);
			FakeNeighbour.reply(exchange, 200, page("{\"id\": \"%s\", \"email\": \"b@example.com\"}".formatted(asked))
				.getBytes(StandardCharsets.UTF_8));
		});

		assertThat(read(MORNING, strange).told()).singleElement()
			.satisfies((one) -> assertThat(one.address()).isEqualTo("b@example.com"));
	}

	@Test
	void keepsThePlaceOfThoseWhoHaveNoId() {
		StoredReceiver erased = new StoredReceiver(0, UUID.randomUUID(), null, Channel.EMAIL, "", null, null, "UTC",
				"en");
		StoredReceiver ann = receiver(1);
		this.auth.on("id=", 200, page(user(ann, "\"email\": \"a@example.com\"")));

		assertThat(read(MORNING, erased, ann).told()).hasSize(2).startsWith(erased);
	}

	private Fresh read(Instant now, StoredReceiver... receivers) {
		Clock clock = Clock.fixed(now, ZoneOffset.UTC);
		URI url = URI.create(this.auth.url());
		return new FreshReceivers(new UsersById(ContextClients.of(url, "auth")), ReceiverDirectories.of(url, clock),
				new AudienceProperties(Duration.ofMinutes(5)), Catalogues.real(), NoSuppressions.make(), clock)
			.read(MAILING, new StoredPage(List.of(), List.of(receivers), EVENING), DEADLINE, List.of(receivers),
					this.alive::incrementAndGet);
	}

	private static StoredReceiver receiver(int number) {
		String id = new UUID(7, number).toString();
		return new StoredReceiver(3, UUID.nameUUIDFromBytes(id.getBytes(StandardCharsets.UTF_8)), id, Channel.EMAIL,
				"old-" + number + "@example.com", "Ann", null, "UTC", "en");
	}

	private static String user(StoredReceiver receiver, String fields) {
		return "{\"id\": \"%s\", %s}".formatted(receiver.userId(), fields);
	}

	private static String page(String... users) {
		return "{\"items\": [%s], \"next\": null}".formatted(String.join(",", users));
	}

}
