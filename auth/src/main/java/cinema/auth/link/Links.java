package cinema.auth.link;

import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

import cinema.auth.token.Secrets;
import cinema.platform.seal.SealedText;
import cinema.platform.seal.SealingKeys;
import cinema.platform.seal.Seals;
import cinema.platform.sweep.Sweep;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.util.Assert;

/**
 * Short links: unguessable, unique, and only to where links may lead. A code is stored as
 * its hash, and where it leads is sealed by the code itself: who reads the table can
 * follow none.
 */
@Component
public class Links {

	/** Who makes the links that lead to our own pages. */
	private static final String OWN = "auth";

	private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

	/** 13 letters of 62 are 77 bits. */
	private static final int LENGTH = 13;

	private final SecureRandom random = new SecureRandom();

	private final JdbcClient jdbc;

	private final LinkTargets targets;

	private final Clock clock;

	private final String base;

	Links(JdbcClient jdbc, LinkTargets targets, LinkProperties properties, Clock clock) {
		this.base = properties.baseUrl().toString().replaceAll("/+$", "");
		this.jdbc = jdbc;
		this.targets = targets;
		this.clock = clock;
	}

	/**
	 * Makes a link of our own.
	 * @return its path, {@code /s/<code>}
	 * @throws IllegalArgumentException when the target is not allowed
	 */
	public String create(String target, Duration life) {
		return "/s/" + create(target, life, OWN);
	}

	/** Makes a link and answers its code. */
	String create(String target, Duration life, String by) {
		Assert.isTrue(this.targets.allow(target), "target: links may not lead there");
		Timestamp now = Timestamp.from(this.clock.instant());
		Timestamp end = Timestamp.from(this.clock.instant().plus(life));
		while (true) {
			String code = code();
			int inserted = this.jdbc.sql("""
					insert into links (code, target, expires_at, created_by, created_at) values (?, ?, ?, ?, ?)
					on conflict do nothing
					""").params(Secrets.hash(code), sealed(code).seal(target, ""), end, by, now).update();
			if (inserted == 1) {
				return code;
			}
		}
	}

	/** Where a link leads; counts the click, unless it is one of our own letters. */
	Optional<String> follow(String code) {
		return this.jdbc.sql("""
				update links set clicks = clicks + 1
				 where code in (?, ?) and expires_at > ? and created_by is distinct from ? returning target
				""")
			.params(Secrets.hash(code), asBefore(code), Timestamp.from(this.clock.instant()), OWN)
			.query(String.class)
			.optional()
			.map((target) -> sealed(code).open(target, ""))
			.or(() -> find(code).map(Link::target));
	}

	Optional<Link> find(String code) {
		return this.jdbc
			.sql("""
					select ? as code, ? as link, target, expires_at, clicks from links where code in (?, ?) and expires_at > ?
					""")
			.params(code, this.base + "/s/" + code, Secrets.hash(code), asBefore(code),
					Timestamp.from(this.clock.instant()))
			.query(Link.class)
			.optional()
			.map((link) -> link.leadingTo(sealed(code).open(link.target(), "")));
	}

	/** As the version before stored it; what is stored now is good for no code. */
	private static String asBefore(String code) {
		return (code.length() == LENGTH) ? code : Secrets.hash(code);
	}

	/** By a key that is nowhere but in the link. */
	private static SealedText sealed(String code) {
		byte[] key = HexFormat.of().parseHex(Secrets.hash("target of " + code));
		return new SealedText(new Seals(new SealingKeys(Map.of("code", key), "code")));
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("links", "expires_at").delete(this.jdbc, this.clock.instant());
	}

	private String code() {
		StringBuilder code = new StringBuilder(LENGTH);
		for (int i = 0; i < LENGTH; i++) {
			code.append(ALPHABET.charAt(this.random.nextInt(ALPHABET.length())));
		}
		return code.toString();
	}

	/**
	 * A short link.
	 *
	 * @param link where people reach it
	 * @param clicks how often it was followed
	 */
	record Link(String code, String link, String target, Instant expiresAt, long clicks) {

		Link leadingTo(String place) {
			return new Link(this.code, this.link, place, this.expiresAt, this.clicks);
		}

	}

}
