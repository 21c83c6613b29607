package cinema.auth.documentation;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.swagger.v3.oas.models.media.Schema;

/** Says of fields that may be null that they may. */
final class Nullable {

	private Nullable() {
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	static void mark(String name, Schema<?> schema) {
		Map<String, Schema> properties = (Map) schema.getProperties();
		if (DocumentationConfiguration.PROBLEM.equals(name) || properties == null) {
			return;
		}
		List<String> required = (schema.getRequired() != null) ? schema.getRequired() : List.of();
		properties.forEach((field, property) -> {
			Set<String> types = property.getTypes();
			if (!required.contains(field) && types != null) {
				Set<String> more = new LinkedHashSet<>(types);
				more.add("null");
				property.setTypes(more);
			}
		});
	}

}
