package cinema.auth.link;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Short links: unguessable, unique, and only to where links may lead. */
@Component
public class Links {

	private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	/** 13 letters of 62 are 77 bits. */
	private static final int LENGTH = 13;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final LinkTargets targets;

	private final Clock clock;

	Links(JdbcClient jdbc, LinkTargets targets, Clock clock) {
		this.jdbc = jdbc;
		this.targets = targets;
		this.clock = clock;
	}

	/**
	 * Makes a link.
	 * @return its path, {@code /s/<code>}
	 * @throws IllegalArgumentException when the target is not allowed
	 */
	public String create(String target, Duration life) {
		if (!this.targets.allow(target)) {
			throw new IllegalArgumentException("target: links may not lead there");
		}
		while (true) {
			String code = code();
			int inserted = this.jdbc.sql("""
					insert into links (code, target, expires_at) values (?, ?, ?) on conflict do nothing
					""").param(code).param(target).param(Timestamp.from(this.clock.instant().plus(life))).update();
			if (inserted == 1) {
				return "/s/" + code;
			}
		}
	}

	Optional<String> find(String code) {
		return this.jdbc.sql("select target from links where code = ? and expires_at > ?")
			.param(code)
			.param(Timestamp.from(this.clock.instant()))
			.query(String.class)
			.optional();
	}

	private String code() {
		StringBuilder code = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			code.append(ALPHABET.charAt(this.random.nextInt(ALPHABET.length())));
		}
		return code.toString();
	}

}
