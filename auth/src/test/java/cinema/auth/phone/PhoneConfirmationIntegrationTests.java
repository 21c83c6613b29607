package cinema.auth.phone;

import java.nio.file.Path;
import java.time.Clock;

import cinema.auth.AuthTest;
import cinema.auth.outbox.Outbox;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.test.context.TestPropertySource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.mockito.Mockito.mock;

/** A number, from its code to the word that it is proven. */
@TestPropertySource(properties = { "cinema.phone.confirmation=true", AuthTest.SEAL })
class PhoneConfirmationIntegrationTests extends AuthTest {

	private static final String ONE = "/api/v1/profile/phone-confirmation";

	private static int last = 1_000_000;

	private String id;

	private String[] person;

	private String number;

	@BeforeEach
	void signUp() {
		String email = newEmail();
		this.id = signUp(email);
		prove(this.id);
		this.person = and(bearer(signIn(email, "correct horse")), from(newAddress()));
		this.number = number();
		set(this.number);
	}

	private static synchronized String number() {
		last += 10_000; // each in a range of its own
		return "+7916" + last;
	}

	private void set(String phone) {
		assertThat(call("PATCH", "/api/v1/profile", "{\"phone\": \"" + phone + "\"}", this.person).status())
			.isEqualTo(200);
	}

	@Test
	void provesTheNumberByTheCodeOfTheMessage() {
		assertThat(isConfirmed()).isFalse();
		Answer asked = post(ONE, "", this.person);
		assertThat(asked.status()).isEqualTo(202);
		assertThat(asked.body().path("expires_in").asInt()).isEqualTo(120);
		JsonNode details = event("user_requested_phone_confirmation", this.id).path("details");
		JsonNode sample = JsonMapper.shared()
			.readTree(Path.of("../docs/contracts/event-user_requested_phone_confirmation.json"));
		assertThat(details.propertyNames()).containsExactlyInAnyOrderElementsOf(sample.path("details").propertyNames());
		assertThat(details.path("confirm_code").asString()).startsWith("sealed:");
		assertThat(details.path("phone").asString()).isEqualTo(this.number);
		assertThat(details.path("expires_in").asInt()).isEqualTo(120);

		assertThat(enter(" " + code() + " ").status()).isEqualTo(204);
		assertThat(isConfirmed()).isTrue();
		assertThat(listed().path("phone_confirmed").asBoolean()).isTrue();
		assertThat(enter(code()).status()).as("it works once").isEqualTo(400);
		assertThat(post(ONE, "", this.person).status()).as("it may be left alone, and is proven anew").isEqualTo(202);
		assertThat(isConfirmed()).as("meanwhile it stays so").isTrue();
	}

	/** Whoever leaves the number alone may write to it again. */
	@Test
	void announcesANumberThatIsProven() {
		post(ONE, "", this.person);
		enter("000000".equals(code()) ? "111111" : "000000");
		assertThat(events("user_confirmed_phone", this.id)).isZero();

		assertThat(enter(code()).status()).isEqualTo(204);

		JsonNode event = event("user_confirmed_phone", this.id);
		JsonNode sample = JsonMapper.shared().readTree(Path.of("../docs/contracts/event-user_confirmed_phone.json"));
		assertThat(event.propertyNames()).containsExactlyInAnyOrderElementsOf(sample.propertyNames());
		assertThat(event.path("details").propertyNames())
			.containsExactlyInAnyOrderElementsOf(sample.path("details").propertyNames());
		assertThat(event.path("details").path("phone").asString()).isEqualTo(this.number);
		assertThat(enter(code()).status()).isEqualTo(400);
		assertThat(events("user_confirmed_phone", this.id)).isEqualTo(1);
	}

	@Test
	void keepsTheCodeAsAPasswordIsKept() {
		post(ONE, "", this.person);

		String kept = this.jdbc.sql("select row_to_json(c)::text from phone_codes c where user_id = ?::uuid")
			.param(this.id)
			.query(String.class)
			.single();
		assertThat(kept).doesNotContain(code());
		assertThat(new PhoneCodes.NewCode("123456", "hash").toString() + new PhoneController.PhoneCode("123456")
				+ new PhoneCodes.Sent("+7", "hash"))
			.doesNotContain("123456", "hash", "+7");
	}

	/** Whoever reads the outbox or Kafka would have the code. */
	@Test
	void sendsNoCodesWhereEventsAreNotSealed() {
		PhoneProperties on = new PhoneProperties(true, 5);
		Outbox plain = mock();

		assertThatIllegalArgumentException()
			.isThrownBy(() -> new PhoneCodes(this.jdbc, mock(), mock(), plain, mock(), on, Clock.systemUTC()))
			.withMessageContaining("cinema.phone.confirmation has to be false");
	}

	@Test
	void takesAConfirmationBackWithTheNumber() {
		prove();
		set(number());
		assertThat(isConfirmed()).isFalse();
		set(this.number);
		assertThat(isConfirmed()).as("it may be somebody else's by now").isFalse();
		prove();
		set("");
		assertThat(isConfirmed()).isFalse();
		assertThat(listed().path("phone_confirmed").asBoolean(true)).isFalse();
	}

	/** An instance of the version before knows nothing of confirmed numbers. */
	@Test
	void countsForThatNumberAloneWhoeverChangesIt() {
		prove();
		this.jdbc.sql("update users set phone = ? where id = ?::uuid").params(number(), this.id).update();

		assertThat(isConfirmed()).isFalse();
		assertThat(listed().path("phone_confirmed").asBoolean(true)).isFalse();
	}

	@Test
	void confirmsNoNumberThatTheCodeWasNotSentTo() {
		post(ONE, "", this.person);
		String code = code();
		set(number());

		assertThat(enter(code).status()).isEqualTo(400);
		assertThat(isConfirmed()).isFalse();
	}

	@Test
	void endsACodeWithFiveWrongOnes() {
		post(ONE, "", this.person);
		String wrong = code().equals("000000") ? "111111" : "000000";
		for (int i = 0; i < 5; i++) {
			Answer answer = enter(wrong);
			assertThat(answer.status()).isEqualTo(400);
			assertThat(answer.field()).isEqualTo("code");
			free("factor-account");
		}

		assertThat(enter(code()).status()).as("the right one comes too late").isEqualTo(400);
		free("factor-account");
		free("letter-account");
		post(ONE, "", this.person);
		assertThat(enter(code()).status()).as("another one works").isEqualTo(204);
	}

	@Test
	void endsACodeWithItsTimeAndWithTheNextOne() {
		post(ONE, "", this.person);
		this.jdbc.sql("update phone_codes set expires_at = now() where user_id = ?::uuid").param(this.id).update();
		assertThat(enter(code()).status()).isEqualTo(400);

		post(ONE, "", this.person);
		String first = code();
		post(ONE, "", this.person);
		String second = code();
		assertThat(enter(first).status()).isEqualTo(first.equals(second) ? 204 : 400);
		assertThat(enter(second).status()).isEqualTo(first.equals(second) ? 400 : 204);
	}

	@Test
	void limitsMessagesByPerson() {
		for (int i = 0; i < 3; i++) {
			assertThat(post(ONE, "", this.person).status()).isEqualTo(202);
		}
		Answer refused = post(ONE, "", this.person);
		assertThat(refused.status()).isEqualTo(429);
		assertThat(refused.headers()).containsKey("retry-after");
		set(number());
		assertThat(post(ONE, "", this.person).status()).as("another number is the same person").isEqualTo(429);
	}

	/** Else anybody could keep people from their own number. */
	@Test
	void leavesMessagesToTheOwnerOfANumberThatSomebodyElseAskedFor() {
		String theirs = this.number;
		for (int i = 0; i < 6; i++) {
			post(ONE, "", this.person);
		}
		signUp();
		set(theirs);

		assertThat(post(ONE, "", this.person).status()).isEqualTo(202);
	}

	@ParameterizedTest
	@CsvSource({ "10, 0", "30, 7" })
	void limitsMessagesToANumberAndToARange(int free, int step) {
		long range = Long.parseLong(this.number.substring(1));
		for (int i = 0; i < free; i++) {
			assertThat(askOf("+" + (range + i * step))).isEqualTo(202);
			free("letter-account");
		}

		assertThat(askOf("+" + (range + free * step))).isEqualTo(429);
		assertThat(this.jdbc.sql("select count(*) from throttles where key like 'letter-account:%'")
			.query(Integer.class)
			.single()).as("what one limit refuses counts for none").isZero();
		assertThat(askOf(number())).as("another range").isEqualTo(202);
	}

	private int askOf(String phone) {
		free("letter-address");
		set(phone);
		return post(ONE, "", this.person).status();
	}

	/** A landline of London, one that costs its caller, and one of a service. */
	@ParameterizedTest
	@ValueSource(strings = { "+442079460958", "+449098790000", "+448001111111" })
	void sendsNoCodesToWhatIsNoMobileTelephone(String phone) {
		set(phone);
		Answer refused = post(ONE, "", this.person);

		assertThat(refused.status()).isEqualTo(409);
		assertThat(refused.field()).isEqualTo("phone");
	}

	@Test
	void asksNothingOfWhoCannotBeAsked() {
		set("");
		Answer without = post(ONE, "", this.person);
		assertThat(without.status()).isEqualTo(409);
		assertThat(without.field()).isEqualTo("phone");
		set(this.number);
		this.jdbc.sql("update users set email_confirmed = false where id = ?::uuid").param(this.id).update();
		Answer unproven = post(ONE, "", this.person);
		assertThat(unproven.status()).isEqualTo(409);
		assertThat(unproven.field()).isEqualTo("email");
		assertThat(post(ONE, "").status()).isEqualTo(401);
		assertThat(events("user_requested_phone_confirmation", this.id)).isZero();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "12345", "1234567", "12345a", "١٢٣٤٥٦", "123 456" })
	void refusesWhatIsNoCode(String code) {
		Answer answer = enter(code);
		assertThat(answer.status()).isEqualTo(400);
		assertThat(answer.field()).isEqualTo("code");
	}

	private void prove() {
		free("letter-account");
		post(ONE, "", this.person);
		assertThat(enter(code()).status()).isEqualTo(204);
		assertThat(isConfirmed()).isTrue();
	}

	/** As if a while had passed. */
	private void free(String limit) {
		this.jdbc.sql("delete from throttles where key like ?").param(limit + ":%").update();
	}

	private Answer enter(String code) {
		return post(ONE + "/confirm", "{'code': '" + code + "'}", this.person);
	}

	private String code() {
		return opened(event("user_requested_phone_confirmation", this.id), "confirm_code");
	}

	private boolean isConfirmed() {
		return get("/api/v1/profile", this.person).body().path("phone_confirmed").asBoolean();
	}

	private JsonNode listed() {
		return get("/api/v1/users/?id=" + this.id, "Authorization", "Bearer " + SERVICE_TOKEN).body()
			.path("items")
			.path(0);
	}

}
