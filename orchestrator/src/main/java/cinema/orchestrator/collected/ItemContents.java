package cinema.orchestrator.collected;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What a template is given of a letter's items. */
final class ItemContents {

	private ItemContents() {
	}

	/**
	 * All of them, and in groups in the order of their first items.
	 * @param total how many were collected, those that are left out too
	 * @param path by what they are grouped, for example {@code context.series.title}; of
	 * a list the first one counts
	 */
	static Map<String, @Nullable Object> of(List<Map<String, @Nullable Object>> items, int total, String path) {
		Map<String, List<Map<String, @Nullable Object>>> groups = new LinkedHashMap<>();
		items.forEach((item) -> groups.computeIfAbsent(text(item, path), (none) -> new ArrayList<>()).add(item));
		Map<String, @Nullable Object> contents = new LinkedHashMap<>();
		contents.put("total", total);
		contents.put("more", total - items.size());
		contents.put("items", items);
		contents.put("groups", groups.entrySet().stream().map((one) -> group(one.getKey(), one.getValue())).toList());
		return contents;
	}

	private static Map<String, @Nullable Object> group(String by, List<Map<String, @Nullable Object>> items) {
		Map<String, @Nullable Object> group = new LinkedHashMap<>();
		group.put("by", by);
		group.put("count", items.size());
		group.put("items", items);
		return group;
	}

	/** Empty where there is nothing of that name. */
	private static String text(Object item, String path) {
		Object value = item;
		for (String name : path.split("\\.")) {
			value = (first(value) instanceof Map<?, ?> fields) ? fields.get(name) : null;
		}
		Object found = first(value);
		return (found == null || found instanceof Map) ? "" : found.toString();
	}

	private static @Nullable Object first(@Nullable Object value) {
		return (value instanceof List<?> list) ? (list.isEmpty() ? null : list.get(0)) : value;
	}

}
