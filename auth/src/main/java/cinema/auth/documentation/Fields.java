package cinema.auth.documentation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.auth.problem.WireName;
import io.swagger.v3.oas.models.media.Schema;

/** Fields as they are on the wire: in snake case, and null where they may be. */
final class Fields {

	private Fields() {
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	static void describe(Schema<?> schema) {
		Map<String, Schema> properties = (Map) schema.getProperties();
		if (properties == null) {
			return;
		}
		List<String> required = (schema.getRequired() != null) ? schema.getRequired() : List.of();
		Map<String, Schema> named = new LinkedHashMap<>();
		properties.forEach((field, property) -> {
			if (!required.contains(field)) {
				allowNull(property);
			}
			named.put(WireName.of(field), property);
		});
		schema.setProperties((Map) named);
		if (!required.isEmpty()) {
			schema.setRequired(required.stream().map(WireName::of).toList());
		}
	}

	private static void allowNull(Schema<?> property) {
		Set<String> types = property.getTypes();
		if (types != null) {
			Set<String> more = new LinkedHashSet<>(types);
			more.add("null");
			property.setTypes(more);
		}
	}

}
