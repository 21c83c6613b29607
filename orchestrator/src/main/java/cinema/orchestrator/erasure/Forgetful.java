package cinema.orchestrator.erasure;

import java.util.Collection;

/** What may hold something of a person, besides their letters, and forgets it. */
public interface Forgetful {

	/** Who did something that is to stay, and was erased. */
	String SOMEBODY = "a user";

	/** What was an address. */
	String ERASED = "erased";

	/**
	 * Returns when nothing of them is left here.
	 * @param addresses those that were theirs, as far as they are known
	 */
	void forget(String userId, Collection<String> addresses);

	/** As staff are written down who did something. */
	static String actor(String userId) {
		return "user " + userId;
	}

	/**
	 * A regular expression of PostgreSQL that finds this address, and no longer one that
	 * contains it.
	 */
	static String quoted(String address) {
		return "(?<![\\w.+-])" + address.replaceAll("([^\\p{L}\\p{N}@_-])", "\\\\$1") + "(?!\\w|[.-]\\w)";
	}

}
