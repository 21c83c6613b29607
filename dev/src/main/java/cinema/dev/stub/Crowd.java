package cinema.dev.stub;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * A service that knows any number of users, page by page like auth, and by their ids: how
 * many, in which zone and how their addresses begin stands in the URL.
 */
public final class Crowd implements AutoCloseable {

	/** The queries that named a crowd, by its name. */
	private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();

	private volatile StubServer server = new StubServer(0, this::answer);

	/** Its base URL, to be configured as a service. */
	public String url() {
		return this.server.url();
	}

	/** Refuses every connection for a while. */
	public void beAwayFor(Duration time) throws InterruptedException {
		int port = URI.create(url()).getPort();
		this.server.close();
		TimeUnit.MILLISECONDS.sleep(time.toMillis());
		this.server = new StubServer(port, this::answer);
	}

	/** The audience of so many users as a mailing names it. */
	public static String audience(String service, String name, int count) {
		return audience(service, name, count, 500);
	}

	/** The same in pages of so many. */
	public static String audience(String service, String name, int count, int page) {
		return "http://" + service + "/api/v1/users/?name=" + name + "&count=" + count + "&page_size=" + page;
	}

	private Map<String, ?> answer(URI uri) {
		Map<String, String> query = StubServer.query(uri);
		if (query.containsKey("id")) {
			return Map.of("items", users(Set.copyOf(List.of(uri.getQuery().split("&")))));
		}
		this.asked.put(query.getOrDefault("name", "crowd"), query);
		return page(uri, query);
	}

	/** Those of the crowds that were asked for before who have one of these ids. */
	private List<Map<String, Object>> users(Set<String> ids) {
		List<Map<String, Object>> users = new ArrayList<>();
		this.asked.forEach((name, query) -> IntStream.range(0, Integer.parseInt(query.getOrDefault("count", "0")))
			.mapToObj((number) -> user(name, number, query))
			.filter((user) -> ids.contains("id=" + user.get("id")))
			.forEach(users::add));
		return users;
	}

	private static Map<String, ?> page(URI uri, Map<String, String> query) {
		int count = Integer.parseInt(query.getOrDefault("count", "0"));
		int size = Integer.parseInt(query.getOrDefault("page_size", "100"));
		int from = Integer.parseInt(query.getOrDefault("cursor", "0"));
		String name = query.getOrDefault("name", "crowd");
		int until = Math.min(count, from + size);
		Map<String, @Nullable Object> page = new HashMap<>();
		page.put("items", IntStream.range(from, until).mapToObj((number) -> user(name, number, query)).toList());
		page.put("next", (until < count) ? uri.getPath() + "?name=" + name + "&count=" + count + "&zone="
				+ query.getOrDefault("zone", "UTC") + "&page_size=" + size + "&cursor=" + until : null);
		return page;
	}

	private static Map<String, Object> user(String name, int number, Map<String, String> query) {
		return Map.of("id", UUID.nameUUIDFromBytes((name + number).getBytes(java.nio.charset.StandardCharsets.UTF_8)),
				"email", name + "-" + number + "@example.com", "first_name",
				List.of("Ann", "Bob", "Eve").get(number % 3), "last_name", "Lee", "time_zone",
				query.getOrDefault("zone", "UTC"), "locale", "en", "is_active", true, "email_notifications", true,
				"email_confirmed", true);
	}

	@Override
	public void close() {
		this.server.close();
	}

}
