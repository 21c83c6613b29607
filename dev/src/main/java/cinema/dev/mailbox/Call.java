package cinema.dev.mailbox;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What a browser or a script asks the mailbox.
 *
 * @param known the version of the answer that it has already, or an empty text
 */
record Call(String method, String path, Map<String, String> parameters, String known, byte[] body) {

	/**
	 * Reads a query; of two of a name the last one counts.
	 * @throws IllegalArgumentException when it is badly encoded
	 */
	static Map<String, String> parameters(@Nullable String query) {
		Map<String, String> parameters = new HashMap<>();
		for (String one : ((query != null) ? query : "").split("&")) {
			int at = one.indexOf('=');
			parameters.put(decode((at < 0) ? one : one.substring(0, at)),
					(at < 0) ? "" : decode(one.substring(at + 1)));
		}
		return parameters;
	}

	private static String decode(String text) {
		return URLDecoder.decode(text, StandardCharsets.UTF_8);
	}

	String text(String name) {
		return this.parameters.getOrDefault(name, "");
	}

	/**
	 * A number, not below 0.
	 * @throws IllegalArgumentException when it is none
	 */
	int number(String name, int otherwise) {
		return text(name).isEmpty() ? otherwise : Math.max(0, Integer.parseInt(text(name)));
	}

}
