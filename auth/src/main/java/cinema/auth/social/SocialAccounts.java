package cinema.auth.social;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

import cinema.auth.account.Accounts;
import cinema.auth.account.StepUp;
import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.factor.FactorCheck;
import cinema.auth.field.Emails;
import cinema.auth.field.PersonName;
import cinema.auth.foothold.Footholds;
import cinema.auth.outbox.Outbox;
import cinema.platform.problem.RefusedException;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which account elsewhere is whose here. An account is found by its address only when the
 * provider has proven it; whoever waits here under an address without a proof is sent
 * away then.
 */
@Component
public class SocialAccounts {

	private static final String SERVICE = "service";

	private static final String NOT_IN_USE = "This account is not in use.";

	private final JdbcClient jdbc;

	private final UserRepository users;

	private final Accounts accounts;

	private final Footholds footholds;

	private final FactorCheck factor;

	private final Outbox outbox;

	private final Clock clock;

	SocialAccounts(JdbcClient jdbc, UserRepository users, Accounts accounts, Footholds footholds, FactorCheck factor,
			Outbox outbox, Clock clock) {
		this.factor = factor;
		this.jdbc = jdbc;
		this.users = users;
		this.accounts = accounts;
		this.footholds = footholds;
		this.outbox = outbox;
		this.clock = clock;
	}

	/**
	 * Does what somebody went to a provider for, in one go with what that is good for:
	 * whoever resets the password or closes the account meanwhile is alone afterwards.
	 * @param linking who is signed in and links the account elsewhere, or null for a
	 * sign-in
	 * @param session begins it, and refuses when the attempt is void by now
	 */
	@Transactional
	public <T> T comeBack(String service, OidcUser person, @Nullable UUID linking, Function<UUID, T> session) {
		if (linking == null) {
			return session.apply(enter(service, person));
		}
		RefusedException.unless(this.users.lock(linking).filter(User::isActive).isPresent(), HttpStatus.FORBIDDEN,
				SERVICE, NOT_IN_USE);
		T begun = session.apply(linking);
		link(linking, service, person);
		return begun;
	}

	/** The user behind an account elsewhere; one whom nobody knows signs up by it. */
	private UUID enter(String service, OidcUser person) {
		UUID linked = owner(service, subject(person));
		if (linked != null) {
			boolean active = this.users.lock(linked).map(User::isActive).orElse(false);
			// A link may have been cut while this waited.
			RefusedException.unless(active && linked.equals(owner(service, subject(person))), HttpStatus.FORBIDDEN,
					SERVICE, NOT_IN_USE);
			return unprotected(linked);
		}
		String email = person.getEmail();
		if (email == null || !Boolean.TRUE.equals(person.getEmailVerified())) {
			throw new RefusedException(HttpStatus.CONFLICT, SERVICE,
					"The address is not confirmed there: confirm it, or sign in and link.");
		}
		// Proven there is another mailbox, perhaps, than the one that looks like it.
		RefusedException.unless(email.equals(Emails.written(email)), HttpStatus.CONFLICT, SERVICE,
				"The address is spelt in a way that others are, too.");
		User user = this.users.findByEmailKey(User.key(email)).orElse(null);
		return (user != null) ? merge(user, service, person) : signUp(email, service, person);
	}

	/**
	 * The provider has proven the address. Whoever signed up by it without a proof may be
	 * somebody else, and nothing that they have done counts.
	 */
	private UUID merge(User found, String service, OidcUser person) {
		User user = this.users.lock(found.id()).orElseThrow();
		RefusedException.unless(user.isActive(), HttpStatus.FORBIDDEN, SERVICE, NOT_IN_USE);
		if (!user.isEmailConfirmed()) {
			this.footholds.endAll(user.id(), "address proven elsewhere");
			user.handOver();
			confirm(user, person);
		}
		link(unprotected(user.id()), service, person);
		return user.id();
	}

	private UUID unprotected(UUID userId) {
		RefusedException.unless(!this.factor.isNeeded(userId), HttpStatus.FORBIDDEN, SERVICE,
				"is not enough: the account has a second factor. Sign in by password and code.");
		return userId;
	}

	private UUID signUp(String email, String service, OidcUser person) {
		RefusedException.unless(!this.accounts.isTaken(email), HttpStatus.CONFLICT, SERVICE,
				"The address may still go back to somebody who left it.");
		User user = new User(email, null, "Europe/Moscow", "en", this.clock.instant());
		confirm(user, person);
		add(user.id(), service, person);
		return user.id();
	}

	private void confirm(User user, OidcUser person) {
		user.rename(PersonName.clean(person.getGivenName()), PersonName.clean(person.getFamilyName()));
		user.confirmEmail();
		this.users.saveAndFlush(user);
		this.outbox.announce("user_confirmed_email", UUID.randomUUID().toString(), user.id(), Map.of());
	}

	/** Links an account elsewhere to a user who has proven the own address. */
	private void link(UUID userId, String service, OidcUser person) {
		StepUp.requireConfirmed(this.accounts.find(userId));
		if (add(userId, service, person)) {
			this.accounts.tell("user_linked_account", userId, Map.of("service", service));
		}
	}

	private boolean add(UUID userId, String service, OidcUser person) {
		UUID owner = owner(service, subject(person));
		RefusedException.unless(owner == null || owner.equals(userId), HttpStatus.CONFLICT, SERVICE,
				"The account belongs to another user.");
		int linked = this.jdbc.sql("""
				insert into social_accounts (service, subject, user_id, email, linked_at) values (?, ?, ?, ?, ?)
				on conflict do nothing
				""")
			.params(service, subject(person), userId, (person.getEmail() != null) ? person.getEmail() : "",
					Timestamp.from(this.clock.instant()))
			.update();
		RefusedException.unless(linked != 0 || owner != null, HttpStatus.CONFLICT, SERVICE,
				"Another account of this service is linked already.");
		return linked == 1;
	}

	@Transactional(readOnly = true)
	public List<SocialAccount> of(UUID userId) {
		return this.jdbc.sql("select service, email, linked_at from social_accounts where user_id = ? order by service")
			.param(userId)
			.query(SocialAccount.class)
			.list();
	}

	/**
	 * Cuts a link, unless it is the only way in.
	 * @param proven the user whose password was right
	 */
	@Transactional
	public void unlink(User proven, String service) {
		UUID userId = proven.id();
		User user = this.accounts.lock(userId, proven.password());
		List<SocialAccount> all = of(userId);
		RefusedException.unless(all.stream().anyMatch((one) -> one.service().equals(service)), HttpStatus.NOT_FOUND,
				SERVICE, "Nothing of this service is linked.");
		RefusedException.unless(user.password() != null || all.size() != 1, HttpStatus.CONFLICT, SERVICE,
				"Set a password first: there would be no way in.");
		this.jdbc.sql("delete from social_accounts where user_id = ? and service = ?").params(userId, service).update();
		this.accounts.tell("user_unlinked_account", userId, Map.of("service", service));
	}

	private @Nullable UUID owner(String service, String subject) {
		return this.jdbc.sql("select user_id from social_accounts where service = ? and subject = ?")
			.params(service, subject)
			.query(UUID.class)
			.optional()
			.orElse(null);
	}

	private static String subject(OidcUser person) {
		return Objects.requireNonNull(person.getSubject());
	}

	/** An account elsewhere that is linked to a user. */
	public record SocialAccount(String service, String email, Instant linkedAt) {
	}

}
