package cinema.platform.documentation;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import cinema.platform.problem.WireName;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Fields as they are on the wire: in snake case, and needed unless they may be null.
 */
@SuppressWarnings("rawtypes")
class RecordFields implements ModelConverter {

	@Override
	public @Nullable Schema resolve(AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> chain) {
		Class<?> raw = Json31.mapper().constructType(type.getType()).getRawClass();
		if (JsonNode.class.isAssignableFrom(raw)) {
			return new JsonSchema().typesItem("object");
		}
		Schema schema = chain.hasNext() ? chain.next().resolve(type, context, chain) : null;
		Schema<?> model = raw.isRecord() ? context.getDefinedModels().get(name(raw)) : null;
		if (model != null && model.getProperties() != null) {
			describe(raw.getRecordComponents(), model);
		}
		return schema;
	}

	private static String name(Class<?> record) {
		io.swagger.v3.oas.annotations.media.Schema named = record
			.getAnnotation(io.swagger.v3.oas.annotations.media.Schema.class);
		return (named != null && !named.name().isEmpty()) ? named.name() : record.getSimpleName();
	}

	private static String name(RecordComponent component) {
		JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
		return (named != null) ? named.value() : WireName.of(component.getName());
	}

	private static void describe(RecordComponent[] components, Schema<?> model) {
		Map<String, Schema> fields = new LinkedHashMap<>();
		List<String> needed = new ArrayList<>();
		for (RecordComponent component : components) {
			String name = name(component);
			// A record is asked for more than once.
			Schema<?> field = model.getProperties().getOrDefault(name, model.getProperties().get(component.getName()));
			if (field == null) {
				continue;
			}
			if (component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
				allowNull(field);
			}
			else {
				needed.add(name);
			}
			describe(component, field);
			fields.put(name, field);
		}
		model.setProperties(fields);
		model.setRequired(needed);
	}

	private static void allowNull(Schema<?> field) {
		if (field.getTypes() != null) {
			Set<String> types = new LinkedHashSet<>(field.getTypes());
			types.add("null");
			field.setTypes(types);
		}
	}

	private static void describe(RecordComponent component, Schema<?> field) {
		Email email = component.getAccessor().getAnnotation(Email.class);
		if (email != null) {
			field.setPattern(email.regexp());
			// Of characters of any script.
			field.setFormat("idn-email");
		}
		else if (component.getAccessor().isAnnotationPresent(NotBlank.class)) {
			field.setMinLength(1);
			Pattern pattern = component.getAccessor().getAnnotation(Pattern.class);
			field.setPattern((pattern != null) ? "^(?=.*\\S)" + pattern.regexp().substring(1) : "\\S");
		}
		else if (component.getType() == String.class && field.getPattern() == null) {
			// The database keeps no NUL.
			field.setPattern("^[^\\x00]*$");
		}
	}

}
