package cinema.auth.preference;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

import com.sun.net.httpserver.HttpServer;

/** The orchestrator, as far as it declares topics. */
public final class TopicStub {

	static final String TOPICS = """
			{"items": [
			 {"name": "account", "title": {"en": "Your account", "ru": "Ваш аккаунт"}, "about": {"en": "Passwords."},
			  "required": true, "by_default": true, "channels": ["email"]},
			 {"name": "contests", "title": {"en": "Contests"}, "about": {}, "required": false, "by_default": false,
			  "channels": ["email", "sms"]},
			 {"name": "new_movies", "title": {"en": "New films", "ru": "Новые фильмы"}, "about": {"en": "What is new."},
			  "required": false, "by_default": true, "channels": ["email"],
			  "rhythms": ["at_once", "daily", "weekly"], "double_opt_in": false, "later": 1},
			 {"name": "parties", "title": {"en": "Parties", "ru": "Вечеринки"}, "about": {}, "required": false,
			  "by_default": false, "channels": ["email", "sms"], "rhythms": [], "double_opt_in": true}]}
			""";

	/** For all tests that start the application. */
	private static final TopicStub SHARED = new TopicStub();

	volatile int status = 200;

	volatile String answer = TOPICS;

	final AtomicInteger asked = new AtomicInteger();

	private final HttpServer server;

	TopicStub() {
		try {
			this.server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.server.createContext("/api/v1/topics", (exchange) -> {
			this.asked.incrementAndGet();
			byte[] body = this.answer.getBytes(StandardCharsets.UTF_8);
			exchange.getResponseHeaders().set("Content-Type", "application/json");
			exchange.sendResponseHeaders(this.status, body.length);
			exchange.getResponseBody().write(body);
			exchange.close();
		});
		this.server.start();
	}

	String url() {
		return "http://127.0.0.1:" + this.server.getAddress().getPort() + "/api/v1/topics";
	}

	void close() {
		this.server.stop(0);
	}

	/** Where the one for all tests is. */
	public static String shared() {
		return SHARED.url();
	}

}
