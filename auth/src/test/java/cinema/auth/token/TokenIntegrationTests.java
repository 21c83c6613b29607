package cinema.auth.token;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import cinema.auth.AuthTest;
import cinema.auth.token.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;

/** Refresh tokens, lost and stolen. */
class TokenIntegrationTests extends AuthTest {

	private final String email = newEmail();

	@Test
	void renewsAPairAndAnswersTheSameChildForAWhile() {
		signUp(this.email);
		String first = tokens(this.email, "correct horse").path("refresh_token").asString();

		Answer renewed = refresh(first);
		Answer again = refresh(first);

		assertThat(renewed.status()).isEqualTo(200);
		assertThat(refreshToken(renewed)).isNotEqualTo(first).isEqualTo(refreshToken(again));
		assertThat(refresh(refreshToken(renewed)).status()).isEqualTo(200);
		assertThat(get("/api/v1/profile", bearer(renewed.body().path("access_token").asString())).status())
			.isEqualTo(200);
	}

	@Test
	void renewsWhereAnEarlierVersionHasSealedTheAnswer() {
		signUp(this.email);
		String first = tokens(this.email, "correct horse").path("refresh_token").asString();
		refresh(first);
		this.jdbc.sql("update refresh_tokens set child = 'c2VhbGVk' where hash = ?")
			.param(Secrets.hash(first))
			.update();

		assertThat(refresh(first).status()).isEqualTo(200);
	}

	@Test
	void answersTwoTabsTheSameChild() {
		signUp(this.email);
		String first = tokens(this.email, "correct horse").path("refresh_token").asString();

		List<CompletableFuture<String>> answers = IntStream.range(0, 4)
			.mapToObj((number) -> CompletableFuture.supplyAsync(() -> refreshToken(refresh(first))))
			.toList();

		assertThat(answers.stream().map(CompletableFuture::join).distinct()).hasSize(1).doesNotContain("");
	}

	@Test
	void endsTheFamilyOfATokenThatComesBackLaterAndNoOther() {
		String id = signUp(this.email);
		String stolen = tokens(this.email, "correct horse").path("refresh_token").asString();
		String other = tokens(this.email, "correct horse").path("refresh_token").asString();
		Answer renewed = refresh(stolen);
		this.jdbc.sql("update refresh_tokens set used_at = used_at - interval '21 seconds' where hash = ?")
			.param(Secrets.hash(stolen))
			.update();

		assertThat(refresh(stolen).status()).isEqualTo(401);

		assertThat(refresh(refreshToken(renewed)).status()).isEqualTo(401);
		assertThat(get("/api/v1/profile", bearer(renewed.body().path("access_token").asString())).status())
			.isEqualTo(401);
		assertThat(refresh(other).status()).isEqualTo(200);
		assertThat(event("user_reused_token", id).at("/details/device").asString()).as("a letter").isNotEmpty();
		assertThat(this.jdbc.sql("select count(*) from audit where act = 'user_reused_token' and target = ?")
			.param("user " + id)
			.query(Integer.class)
			.single()).isEqualTo(1);
	}

	@Test
	void endsAFamilyAtItsTimeHoweverOftenItIsRenewed() {
		signUp(this.email);
		JsonNode pair = tokens(this.email, "correct horse");
		String next = refreshToken(refresh(pair.path("refresh_token").asString()));
		this.jdbc.sql("""
				update families set expires_at = now() - interval '1 second' where id in
				 (select family_id from refresh_tokens where hash = ?)
				""").param(Secrets.hash(next)).update();

		assertThat(refresh(next).status()).isEqualTo(401);
	}

	@Test
	void keepsNoTokenThatCouldBeUsed() {
		signUp(this.email);
		String first = tokens(this.email, "correct horse").path("refresh_token").asString();
		String child = refreshToken(refresh(first));

		assertThat(this.jdbc.sql("select hash || coalesce(child, '') from refresh_tokens").query(String.class).list())
			.noneMatch((row) -> row.contains(first) || row.contains(child));
	}

	@Test
	void signsOutOneDeviceOrAll() {
		signUp(this.email);
		JsonNode phone = tokens(this.email, "correct horse");
		JsonNode tablet = tokens(this.email, "correct horse");
		JsonNode laptop = tokens(this.email, "correct horse");

		assertThat(post("/api/v1/signout/", "", bearer(phone.path("access_token").asString())).status()).isEqualTo(204);
		assertThat(refresh(phone.path("refresh_token").asString()).status()).isEqualTo(401);
		assertThat(get("/api/v1/profile", bearer(phone.path("access_token").asString())).status()).isEqualTo(401);
		assertThat(refresh(tablet.path("refresh_token").asString()).status()).isEqualTo(200);

		String[] token = bearer(laptop.path("access_token").asString());
		assertThat(post("/api/v1/signout", "{'all_devices': true}", token).status()).isEqualTo(204);
		assertThat(get("/api/v1/profile", bearer(tablet.path("access_token").asString())).status()).isEqualTo(401);
		assertThat(refresh(laptop.path("refresh_token").asString()).status()).isEqualTo(401);
	}

	@Test
	void signsTheBrowserOfADeviceOutWithIt() {
		UUID id = UUID.fromString(signUp(this.email));
		JsonNode phone = tokens(this.email, "correct horse", "User-Agent", "Phone/1");
		for (String device : List.of("Phone/1", "Laptop/1")) {
			this.jdbc.sql(
					"insert into browser_sessions (hash, user_id, device, expires_at) values (?, ?, ?, now() + interval '1 hour')")
				.params(device + id, id, device)
				.update();
		}

		assertThat(post("/api/v1/signout/", "", bearer(phone.path("access_token").asString())).status()).isEqualTo(204);

		assertThat(this.jdbc.sql("select device from browser_sessions where user_id = ?")
			.param(id)
			.query(String.class)
			.list()).containsExactly("Laptop/1");
	}

	@Test
	void signsNobodyElseOut() {
		signUp(this.email);
		String others = tokens(this.email, "correct horse").path("refresh_token").asString();

		assertThat(post("/api/v1/signout", "{'refresh_token': '" + others + "'}", newcomer()).field())
			.isEqualTo("refresh_token");
		assertThat(refresh(others).status()).isEqualTo(200);
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '"', value = { "{},refresh_token", "{'refresh_token': ''},refresh_token",
			"{'refresh_token': 7.5},refresh_token", "[],body", "\"\",body", "{'refresh_token': null},refresh_token" })
	void namesWhatIsWrongWithARefresh(String body, String field) {
		Answer refused = post("/api/v1/refresh", body);

		assertThat(refused.status()).isEqualTo(400);
		assertThat(refused.field()).isEqualTo(field);
	}

	@Test
	void refusesATokenThatNobodyHasSeen() {
		Answer refused = refresh("never seen");

		assertThat(refused.status()).isEqualTo(401);
		assertThat(refused.field()).isEqualTo("refresh_token");
	}

	private Answer refresh(String token) {
		return post("/api/v1/refresh", "{'refresh_token': '" + token + "'}");
	}

	private static String refreshToken(Answer answer) {
		return answer.body().path("refresh_token").asString("");
	}

}
