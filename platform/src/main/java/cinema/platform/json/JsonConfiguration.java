package cinema.platform.json;

import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** Bodies are what their schema says: nothing is read as something else. */
@AutoConfiguration(before = JacksonAutoConfiguration.class)
@Import(UnreadableJson.class)
class JsonConfiguration {

	@Bean
	JsonFactory jsonFactory() {
		return new StrictJsonFactory();
	}

	@Bean
	JsonMapperBuilderCustomizer nothingIsReadAsSomethingElse() {
		return (mapper) -> {
			refuseCoercions(mapper);
			refuseNullElements(mapper);
		};
	}

	/**
	 * Nobody who asks for a list looks for nothing in it; values of a name may be null.
	 */
	private static void refuseNullElements(JsonMapper.Builder mapper) {
		mapper.changeDefaultNullHandling((nulls) -> nulls.withContentNulls(Nulls.FAIL))
			.withConfigOverride(Map.class, (map) -> map.setNullHandling(JsonSetter.Value.forContentNulls(Nulls.SET)));
	}

	private static void refuseCoercions(JsonMapper.Builder mapper) {
		mapper.disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
			.disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
			.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
			.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
			.addModule(new SimpleModule().addDeserializer(Integer.class, new WholeNumber()))
			.withCoercionConfigDefaults((any) -> List.of(CoercionInputShape.EmptyString, CoercionInputShape.EmptyArray)
				.forEach((shape) -> any.setCoercion(shape, CoercionAction.Fail)))
			.withCoercionConfig(LogicalType.Textual,
					(text) -> List.of(CoercionInputShape.Boolean, CoercionInputShape.Integer, CoercionInputShape.Float)
						.forEach((shape) -> text.setCoercion(shape, CoercionAction.Fail)));
	}

}
