package cinema.platform.json;

import java.math.BigDecimal;

import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.jdk.NumberDeserializers.IntegerDeserializer;

/** Whole numbers as JSON Schema has them: 30.0 is one, 30.5 is none. */
final class WholeNumber extends ValueDeserializer<Integer> {

	private final IntegerDeserializer digits = new IntegerDeserializer(Integer.class, null);

	@Override
	public Integer deserialize(JsonParser parser, DeserializationContext context) {
		if (parser.hasToken(JsonToken.VALUE_NUMBER_FLOAT)) {
			BigDecimal number = parser.getDecimalValue();
			if (number.compareTo(BigDecimal.valueOf(number.intValue())) == 0) {
				return number.intValue();
			}
		}
		return this.digits.deserialize(parser, context);
	}

}
