package cinema.auth.role;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import cinema.auth.AuthTest;
import cinema.auth.role.Roles.Role;
import cinema.platform.problem.RefusedException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Two admins who leave at the same moment. */
class LastAdminIntegrationTests extends AuthTest {

	@Autowired
	private Roles roles;

	@Autowired
	private TransactionTemplate transactions;

	@BeforeEach
	void letNobodyElseAdminister() {
		this.jdbc.sql("update users set is_active = false where id in (select user_id from user_roles)").update();
	}

	@AfterEach
	void letThemAgain() {
		this.jdbc.sql("update users set is_active = true where id in (select user_id from user_roles)").update();
	}

	@Test
	void leavesOneHoweverManyGoAtOnce() {
		String first = admin(signUp(newEmail()));
		String second = admin(signUp(newEmail()));
		Role admin = this.roles.find(Roles.ADMIN).orElseThrow();

		CompletableFuture<Void> other = this.transactions.execute((transaction) -> {
			this.roles.take(UUID.fromString(first), admin);
			CompletableFuture<Void> meanwhile = CompletableFuture
				.runAsync(() -> this.roles.take(UUID.fromString(second), admin));
			assertThatThrownBy(() -> meanwhile.get(1, TimeUnit.SECONDS)).isInstanceOf(TimeoutException.class);
			return meanwhile;
		});

		assertThatThrownBy(other::join).isInstanceOf(CompletionException.class)
			.hasCauseInstanceOf(RefusedException.class);
	}

	private String admin(String id) {
		this.roles.give(UUID.fromString(id), Roles.ADMIN);
		return id;
	}

}
