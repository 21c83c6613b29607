package cinema.worker.returnpath;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;

/** Return paths for tests. */
public final class SignedPaths {

	private SignedPaths() {
	}

	/** Letters go with the sender's address. */
	public static ReturnPaths off() {
		return new ReturnPaths(new ReturnPathProperties(null, "bounce", Map.of(), null));
	}

	public static ReturnPaths on() {
		return with(Map.of("one", key(1)), "one");
	}

	/** Those of somebody who has another key. */
	public static ReturnPaths strangers() {
		return with(Map.of("theirs", key(9)), "theirs");
	}

	static ReturnPaths with(Map<String, String> keys, String current) {
		return new ReturnPaths(new ReturnPathProperties("bounces.cinema.example", "bounce", keys, current));
	}

	/** A key that nobody should use. */
	public static String key(int of) {
		byte[] key = new byte[32];
		Arrays.fill(key, (byte) of);
		return Base64.getEncoder().encodeToString(key);
	}

}
