package cinema.orchestrator.receiver;

import java.net.URI;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import cinema.orchestrator.catalogue.Terms;
import cinema.orchestrator.context.ContextClients;
import cinema.orchestrator.parts.FakeNeighbour;
import cinema.workflows.contract.Channel;
import cinema.workflows.contract.QuietHours;
import cinema.workflows.plan.Delivery;
import cinema.workflows.plan.Event;
import cinema.workflows.plan.Rhythm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.temporal.failure.ApplicationFailure;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class ReceiverDirectoryTests {

	private static final String ANN = "3f0b2c9e-9f5e-4b7a-9d43-0b8f6f2b7a11";

	private final FakeNeighbour auth = new FakeNeighbour();

	private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

	private Instant now = Instant.parse("2026-11-23T10:00:00Z");

	private final Clock clock = ((InstantSource) () -> this.now).withZone(ZoneOffset.UTC);

	private final ReceiverDirectory directory = new ReceiverDirectory(
			ContextClients.of(URI.create(this.auth.url()), "auth"),
			new ReceiverProperties("auth", ZoneId.of("Europe/Moscow"), "en", Duration.ofSeconds(5)), this.meters,
			this.clock);

	@AfterEach
	void close() {
		this.auth.close();
	}

	@Test
	void readsAUserOfAuth() {
		answer("\"email\": \"ann@example.com\", \"first_name\": \"Ann\\r\\nBcc: x\", \"last_name\": \"Lee\", \"phone\": \"+79\", "
				+ "\"time_zone\": \"Asia/Kathmandu\", \"locale\": \"ru\", \"is_active\": true, \"email_notifications\": false");

		Receiver ann = this.directory.find(event(Map.of()), ANN);

		assertThat(ann).isEqualTo(new Receiver(ANN, "ann@example.com", "+79", "Ann Bcc: x", "Lee",
				ZoneId.of("Asia/Kathmandu"), "ru", true, true, false, true, false, Map.of(), null));
		assertThat(this.auth.requests).containsExactly("/api/v1/users/?page_size=1&id=" + ANN);
	}

	@Test
	void prefersTheAddressOfTheEvent() {
		answer("\"email\": \"old@example.com\", \"first_name\": \"Ann\"");

		Receiver ann = this.directory.find(event(Map.of("email", " new@example.com ")), ANN);

		assertThat(ann.email()).isEqualTo("new@example.com");
		assertThat(ann.firstName()).as("auth has not proven that address").isNull();
		assertThat(this.directory.find(event(Map.of("email", " ")), ANN).email()).isEqualTo("old@example.com");
	}

	@ParameterizedTest
	@CsvSource({ "true, ann@example.com, Ann", "true, ANN@example.com, Ann", "true, , Ann", "false, ann@example.com,",
			"false, ,", "true, else@example.com," })
	void callsPeopleByNameAtAProvenAddressAlone(boolean confirmed, @Nullable String announced, @Nullable String name) {
		answer("\"email\": \"ann@example.com\", \"first_name\": \"Ann\", \"last_name\": \"Ann\", \"email_confirmed\": "
				+ confirmed);

		Receiver ann = this.directory.find(event((announced != null) ? Map.of("email", announced) : Map.of()), ANN);

		assertThat(ann.firstName()).isEqualTo(name);
		assertThat(ann.lastName()).isEqualTo(name);
	}

	@Test
	void asksAuthOnceForOneEvent() {
		answer("\"email\": \"ann@example.com\"");

		this.directory.find(event(Map.of()), ANN);
		this.directory.find(event(Map.of()), ANN);
		this.now = this.now.plusSeconds(5);
		this.directory.find(event(Map.of()), ANN);

		assertThat(this.auth.requests).hasSize(2);
	}

	@Test
	void seesAtOnceWhenAnAddressIsConfirmed() {
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": false");
		assertThat(this.directory.find(event(Map.of()), ANN).confirmed()).isFalse();
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": true");

		Event next = new Event("user_signed_up", "e-2", null, Instant.EPOCH, Map.of());
		assertThat(this.directory.find(next, ANN).confirmed()).isTrue();
	}

	@Test
	void seesAtOnceThatAnAddressIsConfirmedWhereNoEventIsMeant() {
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": false");
		assertThat(this.directory.find(event(Map.of()), ANN).confirmed()).isFalse();
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": true");

		assertThat(this.directory.find(ANN).confirmed()).isTrue();
	}

	@Test
	void asksOnceForOneEventOfSomebodyUnconfirmedUntilTheyChange() {
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": false");
		this.directory.find(event(Map.of()), ANN);
		this.directory.find(event(Map.of()), ANN);
		assertThat(this.auth.requests).hasSize(1);

		answer("\"email\": \"ann@example.com\", \"email_confirmed\": true");
		this.directory.forget(ANN);
		assertThat(this.directory.find(event(Map.of()), ANN).confirmed()).isTrue();
	}

	@Test
	void readsWhenSomebodyWantsToBeTold() {
		answer("""
				"email": "ann@example.com", "delivery": {"rhythms": {"new_movies": "weekly", "news": "at_once"},
				"digest_at": "18:00", "digest_on": "monday", "quiet_from": "22:30", "quiet_to": "07:00",
				"paused_until": "2026-12-01T08:00:00Z"}""");

		assertThat(this.directory.find(event(Map.of()), ANN).delivery()).isEqualTo(new Delivery(
				Map.of("new_movies", Rhythm.WEEKLY, "news", Rhythm.AT_ONCE), LocalTime.of(18, 0), DayOfWeek.MONDAY,
				new QuietHours(LocalTime.of(22, 30), LocalTime.of(7, 0)), Instant.parse("2026-12-01T08:00:00Z")));
		assertThat(this.meters.counter("cinema.receivers.unknown_delivery").count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", ", \"delivery\": null", ", \"delivery\": {}",
			", \"delivery\": {\"rhythms\": {}, \"digest_at\": null, \"quiet_from\": null, \"paused_until\": null}" })
	void knowsOfNoWishesOfSomebodyWhoSaidNone(String said) {
		answer("\"email\": \"ann@example.com\"" + said);

		assertThat(this.directory.find(event(Map.of()), ANN).delivery()).isNull();
		assertThat(this.meters.counter("cinema.receivers.unknown_delivery").count()).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "[]", "5", "\"never\"", "{\"rhythms\": [\"daily\"]}", "{\"rhythms\": {\"a\": \"hourly\"}}",
			"{\"rhythms\": {\"a\": null}, \"digest_at\": \"noon\"}", "{\"digest_at\": 18}",
			"{\"digest_on\": \"Caturday\"}", "{\"quiet_from\": \"22:00\"}", "{\"quiet_to\": \"07:00\"}",
			"{\"quiet_from\": \"22:00\", \"quiet_to\": \"22:00\"}",
			"{\"quiet_from\": \"25:00\", \"quiet_to\": \"07:00\"}", "{\"paused_until\": \"Monday\"}",
			"{\"paused_until\": \"+1000000000-12-31T23:59:59Z\"}" })
	void leavesOutAndCountsWishesThatNobodyCanRead(String said) {
		answer("\"email\": \"ann@example.com\", \"delivery\": " + said);

		assertThat(this.directory.find(event(Map.of()), ANN).delivery()).isNull();
		assertThat(this.meters.counter("cinema.receivers.unknown_delivery").count()).isEqualTo(1);
	}

	@Test
	void takesWhatItCanReadOfWishes() {
		answer("\"email\": \"a@example.com\", \"delivery\": {\"rhythms\": {\"a\": 1, \"b\": \"DAILY\"}, \"digest_on\": 1}");

		assertThat(this.directory.find(event(Map.of()), ANN).delivery())
			.isEqualTo(new Delivery(Map.of("b", Rhythm.DAILY), null, null, null, null));
		assertThat(this.meters.counter("cinema.receivers.unknown_delivery").count()).isEqualTo(1);
	}

	@Test
	void knowsWithoutAskingThatAnIdIsNoUsers() {
		Receiver nobody = this.directory.find(event(Map.of()), "events-3-77");

		assertThat(nobody.known()).isFalse();
		assertThat(nobody.whyNotTold(Terms.of("account", true, null), List.of(Channel.EMAIL)))
			.isEqualTo("unknown user");
		assertThat(nobody.timeZone()).isEqualTo(ZoneId.of("Europe/Moscow"));
		assertThat(this.auth.requests).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"\"", "\" \"", "null" })
	void takesAndCountsTheDefaultWhereNoZoneIsGiven(String zone) {
		answer("\"email\": \"ann@example.com\", \"time_zone\": " + zone);

		assertThat(this.directory.find(event(Map.of()), ANN).timeZone()).isEqualTo(ZoneId.of("Europe/Moscow"));
		assertThat(this.meters.counter("cinema.receivers.unknown_zone").count()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"Mars/Phobos\"", "\"+25:00\"", "\"GMT+3\"", "5" })
	void takesTheDefaultForAZoneThatNobodyKnows(String zone) {
		answer("\"email\": \"ann@example.com\", \"time_zone\": " + zone);

		assertThat(this.directory.find(event(Map.of()), ANN).timeZone()).isEqualTo(ZoneId.of("Europe/Moscow"));
		assertThat(this.meters.counter("cinema.receivers.unknown_zone").count()).isEqualTo(1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			500 | {}
			401 | {}
			403 | {}
			404 | {}
			429 | {}
			200 | <html>
			200 | {}
			200 | {"items": {}}
			200 | {"items": [{"id": "11111111-1111-4111-8111-111111111111", "email": "somebody@else"}]}
			""")
	void letsTroubleOfAuthBeTriedAgain(int status, String body) {
		this.auth.on("/users", status, body);

		assertThat(catchThrowable(() -> this.directory.find(event(Map.of()), ANN))).isNotNull()
			.isNotInstanceOf(ApplicationFailure.class);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", delimiter = '|', textBlock = """
			"is_active": false                                   | false | inactive user
			"is_active": false                                   | true  | inactive user
			"email_notifications": false                         | false | opted out of email
			"email_notifications": false                         | true  | null
			"is_active": "False"                                 | true  | inactive user
			"is_active": 0                                       | false | inactive user
			"is_active": null                                    | false | null
			"email_notifications": "no"                          | false | opted out of email
			"email_notifications": "true"                        | false | opted out of email
			"preferences": {"account": {"email": "False"}}       | false | opted out of account
			"preferences": {"account": "False"}                  | false | opted out of account
			"preferences": {"account": {"email": true}}          | false | null
			"email": "a@b, c@d"                                  | true  | address is not valid
			"email": null                                        | true  | the user has no address
			"first_name": null                                   | false | null
			""")
	void saysWhyAPersonIsNotTold(String fields, boolean required, String reason) {
		answer(fields.startsWith("\"email\":") ? fields : "\"email\": \"ann@example.com\", " + fields);

		assertThat(this.directory.find(event(Map.of()), ANN)
			.whyNotTold(Terms.of("account", required, null), List.of(Channel.EMAIL))).isEqualTo(reason);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", textBlock = """
			films,   false, null,            unconfirmed address
			films,   true,  null,            null
			account, false, null,            null
			films,   false, new@example.com, null
			""")
	void writesToAnUnconfirmedAddressAboutTheAccountAlone(String topic, boolean toUnconfirmed, String announced,
			String reason) {
		answer("\"email\": \"ann@example.com\", \"email_confirmed\": false");
		Map<String, Object> details = (announced != null) ? Map.of("email", announced) : Map.of();

		Receiver ann = this.directory.find(event(details), ANN);

		assertThat(ann.whyNotTold(Terms.of(topic, false, toUnconfirmed), List.of(Channel.EMAIL))).isEqualTo(reason);
		assertThat(ann.whyNotTold(Terms.of(topic, true, toUnconfirmed), List.of(Channel.EMAIL))).isEqualTo(reason);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", delimiter = '|', textBlock = """
			{}                      | not opted in to films
			{"films": {}}           | not opted in to films
			{"films": null}         | not opted in to films
			{"films": {"email": null}}  | not opted in to films
			{"films": {"sms": true}}    | not opted in to films
			{"films": {"email": false}} | opted out of films
			{"films": {"email": "yes"}} | opted out of films
			{"films": {"email": true}}  | null
			""")
	void takesNothingButAClearYesWhereATopicHasToBeAskedFor(String preferences, String reason) {
		answer("\"email\": \"ann@example.com\", \"preferences\": " + preferences);
		Terms terms = new Terms("films", false, false, false);

		assertThat(this.directory.find(event(Map.of()), ANN).whyNotTold(terms, List.of(Channel.EMAIL)))
			.isEqualTo(reason);
	}

	@Test
	void asksEachChannelForItsOwnAddress() {
		answer("\"phone\": \"+79161234567\", \"phone_confirmed\": true, \"preferences\": {\"films\": {\"sms\": false}}");
		List<Channel> both = List.of(Channel.EMAIL, Channel.SMS);

		Receiver ann = this.directory.find(event(Map.of()), ANN);

		assertThat(ann.address(Channel.SMS)).isEqualTo("+79161234567");
		assertThat(ann.address(Channel.WEB)).isEqualTo(ANN);
		assertThat(ann.channels(Terms.of("account", true, null), both)).containsExactly(Channel.SMS);
		assertThat(ann.whyNotTold(Terms.of("account", true, null), both)).isNull();
		assertThat(ann.whyNotTold(Terms.of("films", false, null), List.of(Channel.SMS)))
			.isEqualTo("opted out of films");
		assertThat(ann.whyNotTold(Terms.of("films", true, null), List.of(Channel.SMS))).isNull();
		assertThat(ann.channels(Terms.of("films", false, null), both)).isEqualTo(both);
		assertThat(this.directory.find(event(Map.of()), "events-3-77").address(Channel.WEB)).isNull();
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null", delimiter = '|', textBlock = """
			"phone": "+79161234567"                            | {"films": {"sms": true}}   | unconfirmed address
			"phone": "+79161234567", "phone_confirmed": false  | {"films": {"sms": true}}   | unconfirmed address
			"phone": "+79161234567", "phone_confirmed": "yes"  | {"films": {"sms": true}}   | unconfirmed address
			"phone": "+79161234567", "phone_confirmed": true   | {"films": {"sms": true}}   | null
			"phone": "+79161234567", "phone_confirmed": true   | {"films": {"email": true}} | not opted in to films
			"phone": "+79161234567", "phone_confirmed": true   | {}                         | not opted in to films
			"phone": "+79161234567", "phone_confirmed": true   | {"films": {"sms": null}}   | not opted in to films
			"phone": "89161234567", "phone_confirmed": true    | {"films": {"sms": true}}   | address is not valid
			""")
	void goesToATelephoneThatIsTheirsAndOnAClearYesAlone(String phone, String preferences, String reason) {
		answer(phone + ", \"preferences\": " + preferences);

		assertThat(this.directory.find(event(Map.of()), ANN)
			.whyNotTold(Terms.of("films", false, true), List.of(Channel.SMS))).isEqualTo(reason);
	}

	@Test
	void sendsWhatIsRequiredToTheNumberOfTheEvent() {
		answer("\"phone\": \"+79161234567\", \"phone_confirmed\": true");

		Receiver ann = this.directory.find(event(Map.of("phone", "+79160000000")), ANN);

		assertThat(ann.address(Channel.SMS)).isEqualTo("+79160000000");
		assertThat(ann.isProven(Channel.SMS)).as("it is another number").isFalse();
		assertThat(ann.whyNotTold(Terms.of("account", true, null), List.of(Channel.SMS))).isNull();
		assertThat(ann.whyNotTold(Terms.of("account", false, null), List.of(Channel.SMS)))
			.isEqualTo("not opted in to account");
	}

	@ParameterizedTest
	@ValueSource(strings = { "a@b", "ann+tag@example.com", "иван@пример.рф", "o'neil@example.co.uk" })
	void takesAddressesThatMayExist(String address) {
		assertThat(Channel.EMAIL.reach().isPossible(address)).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "a", "@b", "a@", "a@b@c", "a b@c", "a@b,c@d", "a@b;c", "<a@b>", "a@b\r\nBcc: c",
			"a@b\u0000", "a@.b", "a..b@c", "a@\u2028b" })
	void refusesAddressesThatCannot(String address) {
		assertThat(Channel.EMAIL.reach().isPossible(address)).isFalse();
		assertThat(Channel.EMAIL.reach().isPossible("x".repeat(65) + "@example.com")).isFalse();
		assertThat(Channel.EMAIL.reach().isPossible("a@" + "x".repeat(253))).isFalse();
	}

	private void answer(String fields) {
		this.auth.on("/users", 200, "{\"items\": [{\"id\": \"" + ANN + "\", " + fields + "}]}");
	}

	private static Event event(Map<String, Object> details) {
		return new Event("user_signed_up", "e-1", null, Instant.EPOCH, details);
	}

}
