package cinema.auth.throttle;

import cinema.platform.problem.RefusedException;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/** Refuses a try that was counted, and tells when the next one may come. */
public class CountedRefusalException extends RefusedException {

	private static final long serialVersionUID = 1L;

	private final transient Turn turn;

	public CountedRefusalException(HttpStatus status, String reason, Turn turn) {
		super(status, "", reason);
		this.turn = turn;
	}

	@Override
	public HttpHeaders headers() {
		HttpHeaders headers = new HttpHeaders();
		this.turn.describe(headers::set);
		return headers;
	}

}
