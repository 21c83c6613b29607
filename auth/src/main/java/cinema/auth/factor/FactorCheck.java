package cinema.auth.factor;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;

import cinema.auth.foothold.Footholds;
import cinema.auth.role.Roles;
import cinema.auth.throttle.Limit;
import cinema.auth.throttle.Throttle;
import cinema.auth.throttle.Turn;
import cinema.auth.token.Secrets;
import cinema.platform.problem.RefusedException;
import cinema.platform.sweep.Sweep;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.Assert;

/**
 * Asks whoever has given the right password for a code, at once or, in a browser, on the
 * next page.
 */
@Component
public class FactorCheck {

	private final SecondFactors factors;

	private final FactorProperties properties;

	private final Throttle throttle;

	private final Footholds footholds;

	private final JdbcClient jdbc;

	private final Clock clock;

	FactorCheck(SecondFactors factors, FactorProperties properties, Roles roles, Throttle throttle, Footholds footholds,
			JdbcClient jdbc, Clock clock) {
		Assert.isTrue(!roles.needSecondFactor() || properties.secret() != null,
				"cinema.role.second-factor-for needs cinema.factor.secret: nobody could set a second factor up");
		this.factors = factors;
		this.properties = properties;
		this.throttle = throttle;
		this.footholds = footholds;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/** Whether the user signs in with a code besides. */
	public boolean isNeeded(UUID userId) {
		return this.factors.isOn(userId);
	}

	/** Goes on only with a good code, or where none is needed. */
	public void require(UUID userId, @Nullable String code) {
		if (!isNeeded(userId)) {
			return;
		}
		if (code == null || code.isBlank()) {
			throw new RefusedException(HttpStatus.UNAUTHORIZED, "code", "is missing: the account has a second factor");
		}
		refuse(userId, code).ifPresent((turn) -> {
			turn.require();
			HttpHeaders headers = new HttpHeaders();
			turn.describe(headers::set);
			throw new RefusedException(HttpStatus.UNAUTHORIZED, "code", "is wrong or used", headers);
		});
	}

	/** Why a code is refused: wrong, or too early; nothing when it is good. */
	public Optional<Turn> refuse(UUID userId, String code) {
		Turn turn = this.throttle.take(Limit.FACTOR_ACCOUNT, userId.toString());
		if (!turn.granted() || !this.factors.take(userId, code)) {
			return Optional.of(turn);
		}
		this.throttle.forgive(Limit.FACTOR_ACCOUNT, userId.toString());
		return Optional.empty();
	}

	/** Keeps in mind who has given the password, and answers by what to ask for it. */
	public String begin(UUID userId) {
		String secret = Secrets.create();
		this.jdbc.sql("insert into half_signins (hash, user_id, expires_at) values (?, ?, ?)")
			.params(Secrets.hash(secret), userId, Timestamp.from(this.clock.instant().plus(this.properties.codeWait())))
			.update();
		return secret;
	}

	/** Who has given the password. */
	public Optional<UUID> begun(String secret) {
		return this.jdbc.sql("""
				select h.user_id from half_signins h join users u on u.id = h.user_id
				 where h.hash = ? and h.expires_at > ? and u.is_active
				""").params(Secrets.hash(secret), Timestamp.from(this.clock.instant())).query(UUID.class).optional();
	}

	/**
	 * Begins what password and code are good for, unless somebody has ended what was half
	 * done meanwhile.
	 * @return false then
	 */
	@Transactional
	public boolean complete(String secret, UUID userId, Runnable session) {
		this.footholds.lock(userId);
		boolean begun = this.jdbc.sql("delete from half_signins where hash = ?")
			.param(Secrets.hash(secret))
			.update() == 1;
		if (begun) {
			session.run();
		}
		return begun;
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		new Sweep("half_signins", "expires_at").delete(this.jdbc, this.clock.instant());
	}

}
