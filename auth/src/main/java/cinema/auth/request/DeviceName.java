package cinema.auth.request;

import java.util.List;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static java.util.Map.entry;

/**
 * What a device is, told by known words alone: what it calls itself may be anything, and
 * stands in letters.
 */
final class DeviceName {

	/** Most call themselves Chrome and Safari as well: those come last. */
	private static final List<Entry<String, String>> BROWSERS = List.of(entry("Edg", "Edge"), entry("OPR/", "Opera"),
			entry("YaBrowser/", "Yandex Browser"), entry("SamsungBrowser/", "Samsung Internet"),
			entry("Firefox/", "Firefox"), entry("FxiOS/", "Firefox"), entry("Chrome/", "Chrome"),
			entry("CriOS/", "Chrome"), entry("Safari/", "Safari"));

	private static final List<Entry<String, String>> SYSTEMS = List.of(entry("iPhone", "iPhone"), entry("iPad", "iPad"),
			entry("Android", "Android"), entry("Windows", "Windows"), entry("CrOS", "ChromeOS"),
			entry("Macintosh", "macOS"), entry("Linux", "Linux"));

	private DeviceName() {
	}

	/** For example {@code Firefox, Windows}, or {@code unknown}. */
	static String of(String agent) {
		String name = Stream.of(first(BROWSERS, agent), first(SYSTEMS, agent))
			.flatMap(Optional::stream)
			.collect(Collectors.joining(", "));
		return name.isEmpty() ? "unknown" : name;
	}

	private static Optional<String> first(List<Entry<String, String>> words, String agent) {
		return words.stream().filter((word) -> agent.contains(word.getKey())).map(Entry::getValue).findFirst();
	}

}
