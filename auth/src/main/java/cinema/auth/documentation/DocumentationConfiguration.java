package cinema.auth.documentation;

import java.util.Map;
import java.util.TreeMap;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The OpenAPI document: each path once, with every answer that may come. */
@Configuration(proxyBeanMethods = false)
class DocumentationConfiguration {

	static final String PROBLEM = "Problem";

	private static final String INTRODUCTION = """
			Users of the cinema, their tokens, roles and short links. Every path works with and without a final slash.

			To try it: `POST /api/v1/signup`, then `POST /api/v1/signin`; put the `access_token` into **Authorize**.
			Services come with a token of the configuration, or with one of client credentials from `POST /oauth2/token`;
			`/.well-known/openid-configuration` says the rest about OAuth 2 and OpenID Connect.

			Errors are problem documents (RFC 9457) whose `errors` name field and reason. `X-Request-Id` is taken or made,
			and answered. `RateLimit` and `RateLimit-Policy` say where one stands where tries are limited, `Retry-After` when
			to come again.
			""";

	@Bean
	OpenAPI document() {
		return new OpenAPI().info(new Info().title("Cinema auth").version("1").description(INTRODUCTION))
			.components(new Components().addSecuritySchemes("bearer",
					new SecurityScheme().type(SecurityScheme.Type.HTTP).scheme("bearer").bearerFormat("JWT")))
			.addSecurityItem(new SecurityRequirement().addList("bearer"));
	}

	private static Schema<?> problem() {
		Schema<?> error = new ObjectSchema().addProperty("field", new StringSchema())
			.addProperty("reason", new StringSchema());
		return new ObjectSchema().addProperty("type", new StringSchema())
			.addProperty("title", new StringSchema())
			.addProperty("status", new IntegerSchema())
			.addProperty("detail", new StringSchema())
			.addProperty("instance", new StringSchema())
			.addProperty("errors", new ArraySchema().items(error));
	}

	@Bean
	OpenApiCustomizer completeDocument() {
		return (document) -> {
			Map<String, PathItem> once = new TreeMap<>();
			document.getPaths().forEach((path, item) -> {
				if (!path.endsWith("/")) {
					once.put(path, item);
				}
			});
			Paths paths = new Paths();
			once.forEach((path, item) -> {
				item.readOperationsMap().forEach((method, operation) -> Answers.complete(path, method, operation));
				paths.addPathItem(path, item);
			});
			document.setPaths(paths);
			document.getComponents().getSchemas().values().forEach(Fields::describe);
			// Only now: what no controller names would be dropped.
			document.getComponents().addSchemas(PROBLEM, problem());
		};
	}

}
