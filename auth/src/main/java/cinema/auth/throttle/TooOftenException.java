package cinema.auth.throttle;

import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Refuses a try that comes too early. */
class TooOftenException extends RefusedException {

	private static final long serialVersionUID = 1L;

	private final transient Turn turn;

	TooOftenException(Turn turn) {
		super(HttpStatus.TOO_MANY_REQUESTS, "", "Too many tries. Wait before the next one.");
		this.turn = turn;
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		this.turn.describe(headers::set);
		return headers;
	}

}
