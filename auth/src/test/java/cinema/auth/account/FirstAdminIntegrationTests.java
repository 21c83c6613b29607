package cinema.auth.account;

import java.util.UUID;

import cinema.auth.AuthTest;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody has signed up by the address of the first admin before. */
class FirstAdminIntegrationTests extends AuthTest {

	@Autowired
	private FirstAdmin firstAdmin;

	@Test
	void takesTheAccountFromWhoeverHasItBefore() {
		String[] stranger = admin();
		String id = get("/api/v1/profile", stranger).body().path("id").asString();
		this.jdbc.sql("delete from user_roles where role_id = '00000000-0000-4000-8000-000000000001'").update();
		this.jdbc.sql("""
				insert into social_accounts (service, subject, user_id, email, linked_at)
				values ('elsewhere', ?, ?::uuid, '', now())
				""").params(UUID.randomUUID().toString(), id).update();
		this.jdbc.sql("""
				insert into left_addresses (hash, user_id, email, email_key, left_at, expires_at)
				values (?, ?::uuid, '', '', now(), now() + interval '1 day')
				""").params(UUID.randomUUID().toString(), id).update();

		this.firstAdmin.run(new DefaultApplicationArguments());

		assertThat(get("/api/v1/profile", stranger).status()).isEqualTo(401);
		for (String table : new String[] { "social_accounts", "left_addresses", "devices" }) {
			assertThat(this.jdbc.sql("select count(*) from " + table + " where user_id = ?::uuid")
				.param(id)
				.query(Long.class)
				.single()).as(table).isZero();
		}
		assertThat(get("/api/v1/roles", admin()).status()).isEqualTo(200);
	}

}
