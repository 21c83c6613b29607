package cinema.dev.mailbox;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An answer of the mailbox over HTTP. */
record Reply(int status, byte[] body, Map<String, String> headers) {

	static Reply of(int status, String type, String body) {
		return of(status, type, body.getBytes(StandardCharsets.UTF_8));
	}

	static Reply of(int status, String type, byte[] body) {
		return new Reply(status, body, Map.of("Content-Type", type));
	}

	static Reply text(int status, String text) {
		return of(status, "text/plain; charset=utf-8", text);
	}

	static Reply missing() {
		return text(404, "404 page not found");
	}

	Reply with(String name, String value) {
		Map<String, String> more = new LinkedHashMap<>(this.headers);
		more.put(name, value);
		return new Reply(this.status, this.body, more);
	}

}
