package cinema.auth.throttle;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;

import cinema.auth.token.Secrets;
import cinema.platform.problem.RefusedException;
import cinema.platform.sweep.Sweep;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * Counts tries in the database, so that all instances count together. A try is counted
 * before its outcome is known: a burst of parallel ones gains nothing.
 */
@Component
public class Throttle {

	private final JdbcClient jdbc;

	private final ThrottleProperties properties;

	private final Clock clock;

	Throttle(JdbcClient jdbc, ThrottleProperties properties, Clock clock) {
		this.jdbc = jdbc;
		this.properties = properties;
		this.clock = clock;
	}

	/** Counts a try, unless the last one was too short a time ago. */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public Turn take(Limit limit, String who) {
		return count(limit, who);
	}

	/**
	 * The same within the transaction of whoever asks, so with its connection: a try that
	 * comes to nothing is not counted.
	 */
	@Transactional(propagation = Propagation.MANDATORY)
	public Turn takeWithin(Limit limit, String who) {
		return count(limit, who);
	}

	/**
	 * Counts a try by each of these limits, or by none where one of them refuses it.
	 * @throws RefusedException of the one that refuses
	 */
	@Transactional(propagation = Propagation.REQUIRES_NEW)
	public void requireAll(SortedMap<Limit, String> tries) {
		tries.forEach((limit, who) -> count(limit, who).require());
	}

	private Turn count(Limit limit, String who) {
		Instant now = now();
		Limit.Numbers numbers = this.properties.of(limit);
		this.jdbc.sql("insert into throttles (key, tries, free_at, last_at) values (?, 0, ?, ?) on conflict do nothing")
			.params(key(limit, who), Timestamp.from(now), Timestamp.from(now))
			.update();
		State state = this.jdbc.sql("select tries, free_at, last_at from throttles where key = ? for update")
			.param(key(limit, who))
			.query(State.class)
			.single();
		if (state.freeAt().toInstant().isAfter(now)) {
			return turn(limit, numbers, false, state.tries(), Duration.between(now, state.freeAt().toInstant()));
		}
		boolean faded = state.lastAt().toInstant().plus(numbers.fade()).isBefore(now);
		int tries = faded ? 1 : state.tries() + 1;
		Duration wait = numbers.waitAfter(tries);
		this.jdbc.sql("update throttles set tries = ?, free_at = ?, last_at = ? where key = ?")
			.params(tries, Timestamp.from(now.plus(wait)), Timestamp.from(now), key(limit, who))
			.update();
		return turn(limit, numbers, true, tries, wait);
	}

	/**
	 * Looks up what nobody can guess, such as a code of 77 bits: what is there is found
	 * whoever guesses at the same time, and only what is not there counts and waits.
	 * @param who from which network
	 * @throws RefusedException when there were too many wrong ones
	 */
	public <T> Optional<T> guess(String who, Supplier<Optional<T>> found) {
		Optional<T> result = found.get();
		if (result.isEmpty()) {
			Turn turn = take(Limit.GUESS_ADDRESS, who);
			turn.require();
			tell(turn);
		}
		return result;
	}

	/** Where the one stands whose request this is. */
	private static void tell(Turn turn) {
		HttpServletResponse response = (RequestContextHolder
			.getRequestAttributes() instanceof ServletRequestAttributes call) ? call.getResponse() : null;
		if (response != null) {
			turn.describe(response::setHeader);
		}
	}

	/** Forgets all tries. */
	public void forgive(Limit limit, String who) {
		this.jdbc.sql("delete from throttles where key = ?").param(key(limit, who)).update();
	}

	/** Takes one try back that was none of those that are limited. */
	public void giveBack(Limit limit, String who) {
		this.jdbc.sql("update throttles set tries = greatest(tries - 1, 0), free_at = last_at where key = ?")
			.param(key(limit, who))
			.update();
	}

	private static Turn turn(Limit limit, Limit.Numbers numbers, boolean granted, int tries, Duration wait) {
		String policy = "\"" + limit.label() + "\";q=" + numbers.free() + ";w=" + numbers.fade().toSeconds();
		return new Turn(granted, limit.label(), policy, Math.max(0, numbers.free() - tries), wait);
	}

	/**
	 * As exactly as the database keeps it, else a time could come back as a later one.
	 */
	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/** Without the address itself. */
	private static String key(Limit limit, String who) {
		return limit.label() + ":" + Secrets.hash(who);
	}

	@Scheduled(fixedDelayString = "PT1H")
	void forget() {
		Duration longest = this.properties.limits()
			.values()
			.stream()
			.map(Limit.Numbers::fade)
			.max(Duration::compareTo)
			.orElseThrow();
		new Sweep("throttles", "last_at").delete(this.jdbc, this.clock.instant().minus(longest));
	}

	record State(int tries, Timestamp freeAt, Timestamp lastAt) {
	}

}
