package cinema.orchestrator.erasure;

import java.util.Arrays;
import java.util.Collection;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;

/** What may hold something of a person, besides their letters, and forgets it. */
public interface Forgetful {

	/**
	 * Returns when nothing of them is left here.
	 * @param addresses those that were theirs, as far as they are known
	 */
	void forget(String userId, Collection<String> addresses);

	/**
	 * Puts {@code erased} into the place of these addresses, however they are spelt, and
	 * nothing into that of longer ones that contain them.
	 * @param columns texts of the table that may name them
	 */
	static void forget(JdbcClient jdbc, Collection<String> addresses, String table, String... columns) {
		String sql = "update " + table + " set "
				+ Arrays.stream(columns)
					.map((one) -> one + " = regexp_replace(" + one + ", :address, 'erased', 'gi')")
					.collect(Collectors.joining(", "))
				+ " where "
				+ Arrays.stream(columns).map((one) -> one + " ~* :address").collect(Collectors.joining(" or "));
		addresses.forEach((address) -> jdbc.sql(sql).param("address", quoted(address)).update());
	}

	/**
	 * A regular expression of PostgreSQL that finds this address, and no longer one that
	 * contains it.
	 */
	private static String quoted(String address) {
		return "(?<![\\w.+-])" + address.replaceAll("([^\\p{L}\\p{N}@_-])", "\\\\$1") + "(?!\\w|[.-]\\w)";
	}

}
