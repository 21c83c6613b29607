package cinema.orchestrator.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.springframework.stereotype.Component;

/** Event type to notices; an impossible entry stops the start and is named. */
@Component
public class Catalogue {

	private final Map<String, EventEntry> events;

	Catalogue(CatalogueProperties properties) {
		this.events = properties.events();
		List<String> faults = new ArrayList<>();
		this.events.forEach((type, event) -> event.notices()
			.forEach((name, notice) -> check("cinema.catalogue.events." + type + ".notices." + name, notice, faults)));
		if (!faults.isEmpty()) {
			throw new IllegalStateException("The catalogue is impossible: " + String.join("; ", faults));
		}
	}

	private static void check(String path, NoticeEntry notice, List<String> faults) {
		if (notice.topic() == null || notice.topic().isBlank()) {
			faults.add(path + ".topic is missing");
		}
		if (notice.template() == null || !notice.template().matches("[a-z0-9_]+")) {
			faults.add(path + ".template has to be a name of a-z, 0-9 and _");
		}
		if (notice.channels() == null || notice.channels().isEmpty()) {
			faults.add(path + ".channels names none");
		}
		if (notice.timeToLive() == null || notice.timeToLive().isNegative() || notice.timeToLive().isZero()) {
			faults.add(path + ".time-to-live has to be more than nothing, for example 1d");
		}
	}

	/** What this event type asks for; empty when nobody has said. */
	public Optional<EventEntry> find(String eventType) {
		return Optional.ofNullable(this.events.get(eventType));
	}

	/** The names of all templates, each as {@code <channel>/<name>}. */
	public List<String> templates() {
		return this.events.values()
			.stream()
			.flatMap((event) -> event.notices().values().stream())
			.flatMap((notice) -> notice.channels().stream().map((channel) -> channel + "/" + notice.template()))
			.distinct()
			.toList();
	}

}
