package cinema.orchestrator.staff;

import java.util.Base64;

import cinema.orchestrator.problem.RefusedException;

import org.springframework.http.HttpStatus;

/** Where the next page of a list begins, in letters that a URL may carry. */
public final class Cursor {

	private Cursor() {
	}

	public static String write(byte[] place) {
		return Base64.getUrlEncoder().withoutPadding().encodeToString(place);
	}

	public static byte[] read(String cursor) {
		try {
			return Base64.getUrlDecoder().decode(cursor);
		}
		catch (IllegalArgumentException ex) {
			throw strange();
		}
	}

	/** For one that we have not written. */
	public static RefusedException strange() {
		return new RefusedException(HttpStatus.BAD_REQUEST, "cursor", "is none of ours; follow next as it is");
	}

}
