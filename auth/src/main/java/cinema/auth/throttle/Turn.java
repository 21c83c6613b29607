package cinema.auth.throttle;

import java.time.Duration;
import java.util.function.BiConsumer;

import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * Whether somebody may try now.
 *
 * @param policy the limit and its quota, as the header has it
 * @param remaining how many more tries are free of waiting
 * @param pause how long to wait before the next try
 */
public record Turn(boolean granted, String name, String policy, int remaining, Duration pause) {

	/** Tells the caller where he stands (draft-ietf-httpapi-ratelimit-headers). */
	public void describe(BiConsumer<String, String> headers) {
		headers.accept("RateLimit-Policy", this.policy);
		headers.accept("RateLimit", "\"" + this.name + "\";r=" + this.remaining + ";t=" + seconds());
		if (!this.granted) {
			headers.accept(HttpHeaders.RETRY_AFTER, String.valueOf(seconds()));
		}
	}

	private long seconds() {
		return (this.pause.toMillis() + 999) / 1000;
	}

	/** Goes on only when it is granted. */
	public void require() {
		if (!this.granted) {
			throw refusal(HttpStatus.TOO_MANY_REQUESTS, "Too many tries. Wait before the next one.");
		}
	}

	/** Refuses a try that was counted. */
	public RefusedException refusal(HttpStatus status, String reason) {
		HttpHeaders headers = new HttpHeaders();
		describe(headers::set);
		return new RefusedException(status, "", reason, headers);
	}

}
