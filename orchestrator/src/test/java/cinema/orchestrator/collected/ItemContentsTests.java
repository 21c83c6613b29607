package cinema.orchestrator.collected;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ItemContentsTests {

	private final Map<String, Object> one = item("episode", "Solaris");

	private final Map<String, Object> two = item("episode", "Stalker");

	private final Map<String, Object> three = item("reaction", "Solaris");

	@Test
	void groupsInTheOrderOfTheFirstItems() {
		Map<String, Object> contents = ItemContents.of(List.of(this.one, this.two, this.three), 5,
				"context.films.title");

		assertThat(contents).containsEntry("total", 5)
			.containsEntry("more", 2)
			.containsEntry("items", List.of(this.one, this.two, this.three))
			.containsEntry("groups",
					List.of(Map.of("by", "Solaris", "count", 2, "items", List.of(this.one, this.three)),
							Map.of("by", "Stalker", "count", 1, "items", List.of(this.two))));
	}

	@Test
	void groupsByWhatIsNoList() {
		assertThat(groups("event_type")).containsExactly("episode", "reaction");
	}

	@Test
	void putsTogetherWhatHasNothingOfThatName() {
		assertThat(groups("context.none.title")).containsExactly("");
		assertThat(groups("context.films")).containsExactly("");
		assertThat(groups("context.empty.title")).containsExactly("");
	}

	@SuppressWarnings("unchecked")
	private List<Object> groups(String path) {
		List<Map<String, Object>> groups = (List<Map<String, Object>>) ItemContents
			.of(List.of(this.one, this.two, this.three), 3, path)
			.get("groups");
		return groups.stream().map((group) -> group.get("by")).toList();
	}

	private static Map<String, Object> item(String type, String title) {
		return new LinkedHashMap<>(Map.of("event_type", type, "context",
				Map.of("films", List.of(Map.of("title", title)), "empty", List.of())));
	}

}
