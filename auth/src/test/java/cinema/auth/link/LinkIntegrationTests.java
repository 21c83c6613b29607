package cinema.auth.link;

import cinema.auth.AuthTest;
import cinema.auth.token.Secrets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Short links as services make them and people follow them. */
class LinkIntegrationTests extends AuthTest {

	private static final String[] SERVICE = bearer(SERVICE_TOKEN);

	@Test
	void makesALinkAndCountsItsClicks() {
		Answer made = post("/api/v1/links/", "{'target': 'https://cinema.example/films?x=1', 'ttl_days': 2}", SERVICE);
		assertThat(made.status()).isEqualTo(201);
		String code = made.body().path("code").asString();
		assertThat(made.body().path("link").asString()).endsWith("/s/" + code);

		for (int i = 0; i < 3; i++) {
			Answer followed = get("/s/" + code + "/");
			assertThat(followed.status()).isEqualTo(302);
			assertThat(followed.headers()).containsEntry("location", "https://cinema.example/films?x=1")
				.containsEntry("cache-control", "no-store")
				.containsEntry("referrer-policy", "no-referrer");
		}
		assertThat(get("/api/v1/links/" + code, SERVICE).body().path("clicks").asInt()).isEqualTo(3);
	}

	@Test
	void endsALinkInTime() {
		String code = post("/api/v1/links", "{'target': '/films'}", SERVICE).body().path("code").asString();
		this.jdbc.sql("update links set expires_at = now() - interval '1 second' where code = ?")
			.param(Secrets.hash(code))
			.update();
		assertThat(get("/s/" + code).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{'target': 'javascript:alert(1)'}", "{'target': 'data:text/html,x'}",
			"{'target': '//evil.example'}", "{'target': 'https://evil.example'}", "{'target': '/a\\r\\nSet-Cookie: x'}",
			"{'target': '/s/abc'}", "{'target': '/%zz'}", "{'target': '/films', 'ttl_days': 0}",
			"{'target': '/films', 'ttl_days': -1}", "{'target': '/films', 'ttl_days': 100000}",
			"{'target': '/films', 'ttl_days': 'x'}" })
	void refusesLinksThatLeadAstray(String body) {
		assertThat(post("/api/v1/links", body, SERVICE).status()).isEqualTo(400);
		assertThat(post("/api/v1/links", "{'target': '/" + "x".repeat(10_000) + "'}", SERVICE).field())
			.isEqualTo("target");
	}

	@Test
	void keepsNeitherACodeNorWhereItLeads() {
		String code = post("/api/v1/links", "{'target': '/reset-password?code=Xq7Zk'}", SERVICE).body()
			.path("code")
			.asString();
		assertThat(get("/s/" + code).headers()).containsEntry("location", "/reset-password?code=Xq7Zk");
		assertThat(this.jdbc.sql("select links::text from links").query(String.class).list()).isNotEmpty()
			.noneMatch((row) -> row.contains(code) || row.contains("code="));
	}

	@Test
	void followsALinkOfTheVersionBefore() {
		this.jdbc.sql("insert into links (code, target, expires_at) values (?, '/films', now() + interval '1 hour')")
			.param("OldOldOldOldO")
			.update();
		assertThat(get("/s/OldOldOldOldO").headers()).containsEntry("location", "/films");
	}

	@Test
	void isForServicesOnly() {
		assertThat(post("/api/v1/links", "{'target': '/films'}").status()).isEqualTo(401);
		assertThat(post("/api/v1/links", "{'target': '/films'}", newcomer()).status()).isEqualTo(403);
	}

}
