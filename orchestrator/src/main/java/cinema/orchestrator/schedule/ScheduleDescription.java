package cinema.orchestrator.schedule;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.swagger.v3.oas.models.media.Schema;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What the API says of schedules beyond their fields: a calendar, and what excludes what.
 */
@Configuration(proxyBeanMethods = false)
class ScheduleDescription {

	@Bean
	OpenApiCustomizer exclusions() {
		return (api) -> {
			Schema<?> order = Objects.requireNonNull(api.getComponents().getSchemas().get("MailingScheduleOrder"));
			order.setOneOf(List.of(having("cron", "string"), having("calendar", "object")));
			describe(property(order, "calendar"));
			Schema<?> given = new Schema<>();
			given.setAnyOf(ScheduleOrder.GIVEN.stream().<Schema>map(ScheduleDescription::having).toList());
			property(order, "mailing").setNot(given);
		};
	}

	private static Schema<?> property(Schema<?> of, String name) {
		return Objects.requireNonNull((Schema<?>) of.getProperties().get(name));
	}

	private static void describe(Schema<?> calendar) {
		calendar.addProperty("minute", field(0, 59));
		calendar.addProperty("hour", field(0, 23));
		calendar.addProperty("day_of_month", field(1, 31));
		calendar.addProperty("month", field(1, 12));
		calendar.addProperty("day_of_week", field(0, 7));
		calendar.setAdditionalProperties(false);
	}

	private static Schema<?> field(int first, int last) {
		Schema<?> field = number(first, last, "integer", "array", "null");
		field.setItems(number(first, last, "integer"));
		field.setMinItems(1);
		return field;
	}

	private static Schema<?> number(int first, int last, String... types) {
		Schema<?> number = new Schema<>();
		number.setTypes(new LinkedHashSet<>(List.of(types)));
		number.setMinimum(BigDecimal.valueOf(first));
		number.setMaximum(BigDecimal.valueOf(last));
		return number;
	}

	private static Schema<?> having(String field) {
		return new Schema<>().addRequiredItem(field);
	}

	private static Schema<?> having(String field, String type) {
		Schema<?> kind = new Schema<>();
		kind.setTypes(Set.of(type));
		return having(field).addProperty(field, kind);
	}

}
