package cinema.auth.account;

import java.time.Clock;
import java.util.UUID;

import cinema.auth.foothold.Footholds;
import cinema.auth.role.Roles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Makes the admin of the configuration at the start, as long as nobody is one. */
@Component
class FirstAdmin implements ApplicationRunner {

	private static final Logger logger = LoggerFactory.getLogger(FirstAdmin.class);

	private static final UUID NOBODY = new UUID(0, 0);

	private final AdminProperties properties;

	private final UserRepository users;

	private final Passwords passwords;

	private final Roles roles;

	private final Footholds footholds;

	private final Clock clock;

	FirstAdmin(AdminProperties properties, UserRepository users, Passwords passwords, Roles roles, Footholds footholds,
			Clock clock) {
		this.properties = properties;
		this.users = users;
		this.passwords = passwords;
		this.roles = roles;
		this.footholds = footholds;
		this.clock = clock;
	}

	@Override
	@Transactional
	public void run(ApplicationArguments arguments) {
		String email = this.properties.email();
		String password = this.properties.password();
		if (email == null || email.isBlank() || password == null) {
			return;
		}
		// Two instances that start together make one.
		this.roles.lockAdmins();
		if (this.roles.isAdminBesides(NOBODY)) {
			return;
		}
		User admin = this.users.findByEmailKey(User.key(email))
			.orElseGet(() -> new User(email, null, "Europe/Moscow", "en", this.clock.instant()));
		// Whoever signed up by this address before may be somebody else.
		if (!admin.isEmailConfirmed()) {
			admin.handOver();
		}
		admin.changePassword(this.passwords.encode(password));
		admin.activate(true);
		admin.confirmEmail();
		this.users.saveAndFlush(admin);
		this.footholds.endAll(admin.id(), "made admin");
		this.roles.give(admin.id(), Roles.ADMIN);
		logger.info("User {} is the first admin", admin.id());
	}

}
