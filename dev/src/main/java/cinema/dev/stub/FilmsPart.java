package cinema.dev.stub;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;

import cinema.dev.machine.Ports;
import cinema.dev.part.Part;

/**
 * The service {@code fastapi} that knows films, series and reviews, so that events which
 * name its URLs have something to tell, and has posters and tickets for letters.
 */
public final class FilmsPart implements Part {

	private static final List<Map<String, Object>> FILMS = List.of(
			Map.of("id", "1", "title", "Solaris", "year", 1972, "summary", "A planet answers."),
			Map.of("id", "2", "title", "Stalker", "year", 1979, "summary", "Three men walk into the Zone."),
			Map.of("id", "3", "title", "The Cranes Are Flying", "year", 1957, "summary", "Love and a war."));

	private static final int VIEWERS = 60;

	private static final List<String> NAMES = List.of("Anna", "Boris", "Clara", "Dmitri", "Elena", "Fyodor", "Greta");

	private static final List<String> ZONES = List.of("Europe/Moscow", "Asia/Tokyo", "America/New_York",
			"Asia/Yekaterinburg", "Europe/Berlin", "America/Los_Angeles");

	private final StubServer server;

	private FilmsPart(StubServer server) {
		this.server = server;
	}

	public static FilmsPart start(Ports ports) {
		return ports.start("films",
				(turn) -> new FilmsPart(new StubServer(turn.choose("films", 8084), FilmsPart::answer)));
	}

	private static Map<String, ?> answer(URI uri) {
		String path = uri.getPath();
		String id = path.replaceAll("/+$", "").replaceAll(".*/", "");
		if (path.matches("/api/v1/movies/?")) {
			return Map.of("items", FILMS);
		}
		if (path.startsWith("/api/v1/movies/")) {
			return FILMS.stream().filter((film) -> id.equals(film.get("id"))).findFirst().orElse(Map.of());
		}
		if (path.startsWith("/api/v1/viewers")) {
			List<Map<String, Object>> viewers = viewers(uri);
			return Map.of("items", viewers, "total_items", viewers.size());
		}
		if (path.startsWith("/api/v1/series/")) {
			return Map.of("id", id, "title", "Seventeen Moments of Spring", "episode", "Episode 4");
		}
		if (path.startsWith("/files/")) {
			return StubFile.at(path);
		}
		return path.startsWith("/api/v1/reviews/") ? Map.of("id", id, "title", "your review of Solaris") : Map.of();
	}

	/** Those who watch, all over the world, or those of them who are asked for by id. */
	private static List<Map<String, Object>> viewers(URI uri) {
		String query = String.valueOf(uri.getQuery());
		return IntStream.range(0, VIEWERS)
			.mapToObj(FilmsPart::viewer)
			.filter((one) -> !query.contains("id=") || query.contains("id=" + one.get("id")))
			.toList();
	}

	private static Map<String, Object> viewer(int number) {
		String name = NAMES.get(number % NAMES.size());
		return Map.of("id", new UUID(VIEWERS, number).toString(), "email",
				name.toLowerCase(Locale.ROOT) + number + "@viewers.example", "email_confirmed", true, "first_name",
				name, "time_zone", ZONES.get(number % ZONES.size()), "locale", (number % 3 == 0) ? "ru" : "en",
				"is_active", true, "email_notifications", number % 10 != 9);
	}

	public String url() {
		return this.server.url();
	}

	@Override
	public String name() {
		return "films";
	}

	@Override
	public String kind() {
		return "stub";
	}

	@Override
	public String describe() {
		return "stub of the service fastapi, " + this.server.url();
	}

	@Override
	public Map<String, String> environment() {
		// Each application knows settings of its own.
		return Map.of();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
