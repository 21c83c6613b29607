package cinema.worker.inbox;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;

import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/** How often somebody may ask within some seconds. */
@Component
public class Turns {

	private static final long WINDOW = 10_000;

	private final Map<String, Integer> taken = new HashMap<>();

	private final InboxProperties properties;

	private final Clock clock;

	private long window;

	Turns(InboxProperties properties, Clock clock) {
		this.properties = properties;
		this.clock = clock;
	}

	/**
	 * Takes a turn.
	 * @throws RefusedException when there are none left in this window
	 */
	public synchronized void take(String person) {
		long now = this.clock.millis() / WINDOW;
		if (now != this.window) {
			this.window = now;
			this.taken.clear();
		}
		if (this.taken.merge(person, 1, Integer::sum) > this.properties.requests()) {
			HttpHeaders later = new HttpHeaders();
			later.set(HttpHeaders.RETRY_AFTER, Long.toString(WINDOW / 1000));
			throw new RefusedException(HttpStatus.TOO_MANY_REQUESTS, "",
					"More requests than an inbox needs; try again in a moment.", later);
		}
	}

}
