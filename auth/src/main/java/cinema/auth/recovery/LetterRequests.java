package cinema.auth.recovery;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import cinema.auth.account.User;
import cinema.auth.account.UserRepository;
import cinema.auth.confirmation.Confirmations;
import cinema.auth.link.Links;
import cinema.auth.outbox.Outbox;
import cinema.auth.request.Caller;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Letters that anybody may ask for. A request is only written down; whether the address
 * is one of ours is looked up a moment later, so that the answer and its time tell
 * nobody.
 */
@Component
class LetterRequests {

	static final String RESET = "reset";

	static final String CONFIRM = "confirm";

	private final JdbcClient jdbc;

	private final UserRepository users;

	private final Confirmations confirmations;

	private final PasswordResets resets;

	private final Links links;

	private final Outbox outbox;

	private final Throttle throttle;

	private final RecoveryProperties properties;

	private final Clock clock;

	LetterRequests(JdbcClient jdbc, UserRepository users, Confirmations confirmations, PasswordResets resets,
			Links links, Outbox outbox, Throttle throttle, RecoveryProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.users = users;
		this.confirmations = confirmations;
		this.resets = resets;
		this.links = links;
		this.outbox = outbox;
		this.throttle = throttle;
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Asks for a letter; one too many is not written, and nobody is told.
	 * @return where the caller's network stands
	 */
	Turn ask(String kind, String email, Caller caller) {
		Turn fromHere = this.throttle.take(Limit.LETTER_ADDRESS, caller.network());
		if (fromHere.granted() && this.throttle.take(Limit.LETTER_ACCOUNT, kind + ":" + User.key(email)).granted()) {
			this.jdbc.sql("insert into letter_requests (kind, email_key, requested_at) values (?, ?, ?)")
				.params(kind, User.key(email), Timestamp.from(this.clock.instant()))
				.update();
		}
		return fromHere;
	}

	@Scheduled(fixedDelayString = "PT0.3S")
	@Transactional
	public void serve() {
		List<Request> requests = this.jdbc.sql("""
				delete from letter_requests where number in
				 (select number from letter_requests order by number limit 100 for update skip locked)
				returning kind, email_key
				""").query(Request.class).list();
		requests.stream().distinct().forEach(this::serve);
	}

	private void serve(Request request) {
		this.users.findByEmailKey(request.emailKey()).filter(User::isActive).ifPresent((user) -> {
			if (request.kind().equals(RESET)) {
				reset(user);
			}
			else if (!user.isEmailConfirmed()) {
				confirm(user);
			}
		});
	}

	private void reset(User user) {
		String code = this.resets.begin(user.id());
		String link = this.links.create(this.properties.page() + "?code=" + code, this.properties.life());
		this.outbox.announce("user_requested_password_reset", UUID.randomUUID().toString(), user.id(),
				Map.of("email", user.email(), "reset_link", link));
	}

	private void confirm(User user) {
		String link = this.confirmations.begin(user.id(), user.email());
		this.outbox.announce("user_requested_email_confirmation", UUID.randomUUID().toString(), user.id(),
				Map.of("email", user.email(), "confirm_link", link));
	}

	record Request(String kind, String emailKey) {
	}

}
