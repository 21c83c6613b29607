package cinema.orchestrator.notification;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import cinema.orchestrator.order.Spelling;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What holds for every operation of the API: the token, and how it refuses. */
@Configuration(proxyBeanMethods = false)
class ApiDescription {

	private static final Map<String, String> REFUSALS = Map.of("Invalid", "A field is wrong; `errors` names it",
			"NotFound", "Nothing is known of it", "Conflict", "The identity has another content already", "TooLate",
			"Everything had ended, `notification` says how; or nothing is held, as `detail` says", "Ended",
			"It has ended, or has not begun; `detail` says how", "Taken", "There is one of this id", "TooLarge",
			"More than anybody may send", "UnknownType", "The catalogue has no notice for this event type", "OnlyCsv",
			"Only CSV is to be had", "Away", "Kafka, Temporal or the database is away; try again after `Retry-After`");

	private static final Map<String, String> ALWAYS = Map.of("401", "A valid bearer token is needed", "403",
			"The token does not allow this", "406", "Only JSON is to be had", "415", "Only JSON is read", "503",
			"Something that is needed is away; try again after `Retry-After`");

	@Bean
	OpenAPI description() {
		Components components = new Components();
		components.addSecuritySchemes("token",
				new SecurityScheme().type(SecurityScheme.Type.HTTP)
					.scheme("bearer")
					.description("A service's token, or a JWT of auth with scopes such as `notifications:read`"));
		components.addSchemas("Problem", problem());
		REFUSALS.forEach((name, words) -> components.addResponses(name, response(words)));
		return new OpenAPI().components(components)
			.addSecurityItem(new SecurityRequirement().addList("token"))
			.info(new Info().title("Cinema notifications").version("1").description("""
					Announce events, see what became of them and why, move and cancel them; order mailings, once
					or by a schedule, and hold them by the reins."""));
	}

	@Bean
	OpenApiCustomizer refusals() {
		return (api) -> api.getPaths()
			.values()
			.forEach((path) -> path.readOperations().forEach(ApiDescription::addRefusals));
	}

	/** springdoc leaves what is no list out of the words about one. */
	@Bean
	OpenApiCustomizer channels() {
		return (api) -> {
			Schema<?> order = Objects.requireNonNull(api.getComponents().getSchemas().get("MailingOrder"));
			Schema<?> channels = Objects.requireNonNull(order.getProperties().get("delivery_type"));
			channels.types(new LinkedHashSet<>(List.of("array", "string", "null"))).pattern(Spelling.CHANNEL);
		};
	}

	private static void addRefusals(Operation operation) {
		ALWAYS.forEach((status, words) -> {
			if (!operation.getResponses().containsKey(status)) {
				operation.getResponses().addApiResponse(status, response(words));
			}
		});
	}

	private static ApiResponse response(String words) {
		Schema<?> problem = new Schema<>().$ref("#/components/schemas/Problem");
		return new ApiResponse().description(words)
			.content(new Content().addMediaType("application/problem+json", new MediaType().schema(problem)));
	}

	private static Schema<?> problem() {
		Schema<?> error = new ObjectSchema().addProperty("field", new StringSchema())
			.addProperty("reason", new StringSchema());
		return new ObjectSchema().description("RFC 9457")
			.addProperty("type", new StringSchema())
			.addProperty("title", new StringSchema())
			.addProperty("status", new IntegerSchema())
			.addProperty("detail", new StringSchema())
			.addProperty("instance", new StringSchema())
			.addProperty("errors", new ArraySchema().items(error));
	}

}
