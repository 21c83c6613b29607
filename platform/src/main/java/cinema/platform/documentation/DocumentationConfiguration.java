package cinema.platform.documentation;

import java.util.List;
import java.util.TreeMap;

import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.servers.Server;
import org.springdoc.core.customizers.OpenApiCustomizer;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnResource;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;

/**
 * The OpenAPI document: each path once, with the words of openapi.yaml and every answer
 * that may come.
 */
@AutoConfiguration
@ConditionalOnClass(OpenApiCustomizer.class)
@ConditionalOnResource(resources = "classpath:openapi.yaml")
class DocumentationConfiguration {

	@Bean
	OpenAPI document() {
		return new OpenAPI().servers(List.of(new Server().url("/").description("Where this document comes from")));
	}

	@Bean
	RecordFields recordFields() {
		return new RecordFields();
	}

	@Bean
	OpenApiCustomizer completeDocument() {
		Words words = Words.of(new ClassPathResource("openapi.yaml"));
		return (document) -> {
			document.getPaths().keySet().removeIf((path) -> path.endsWith("/"));
			OpenAPI told = words.over(document);
			Paths sorted = new Paths();
			sorted.putAll(new TreeMap<>(told.getPaths()));
			Answers.complete(told);
			document.info(told.getInfo())
				.tags(told.getTags())
				.security(told.getSecurity())
				.paths(sorted)
				.components(told.getComponents());
		};
	}

}
