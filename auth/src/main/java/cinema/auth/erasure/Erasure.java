package cinema.auth.erasure;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.confirmation.Confirmations;
import cinema.auth.confirmation.Confirmations.Refused;
import cinema.auth.outbox.Outbox;
import cinema.auth.role.Roles;
import cinema.auth.signin.SignInHistory;
import cinema.platform.audit.Audit;
import cinema.platform.seal.SealedLinks;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erases a person, and announces it so that others forget the person too. */
@Component
class Erasure {

	private final UserRepository users;

	private final Confirmations confirmations;

	private final Roles roles;

	private final SignInHistory history;

	private final Outbox outbox;

	private final Audit audit;

	private final JdbcClient jdbc;

	Erasure(UserRepository users, Confirmations confirmations, Roles roles, SignInHistory history, Outbox outbox,
			Audit audit, JdbcClient jdbc) {
		this.confirmations = confirmations;
		this.audit = audit;
		this.users = users;
		this.roles = roles;
		this.history = history;
		this.outbox = outbox;
		this.jdbc = jdbc;
	}

	/**
	 * Whoever has an address refuses what somebody else did with it: an account that was
	 * made by it goes, together with the password that they do not know.
	 */
	@Transactional
	public Optional<Refused> refuse(String code) {
		Optional<Refused> refused = this.confirmations.refuse(code);
		refused.map(Refused::account).ifPresent(this::erase);
		return refused;
	}

	/**
	 * All that is known of the user goes in one transaction. The event has the address,
	 * if it was proven and only sealed: events of others may name nothing else, and the
	 * last letter goes there.
	 */
	@Transactional
	public void erase(UUID userId) {
		User user = this.users.findById(userId).orElseThrow();
		this.roles.requireAdminBesides(userId, "");
		this.history.forget(userId);
		this.outbox.forget(userId);
		this.jdbc.sql("delete from letter_requests where email_key = ?").param(User.key(user.email())).update();
		this.jdbc.sql("delete from oauth2_authorization where principal_name = ?").param(userId.toString()).update();
		this.users.delete(user);
		this.outbox.announce("user_erased", userId.toString(), userId, address(user));
		this.audit.forget(userId.toString());
	}

	private Map<String, Object> address(User user) {
		return (user.isEmailConfirmed() && this.outbox.seals())
				? Map.of(SealedLinks.ERASED, user.email(), "locale", user.locale()) : Map.of();
	}

}
