package cinema.orchestrator.template;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Templates that people edit.
 *
 * @param secondPerson whether a version is published by somebody else than its author
 * @param noticedWithin after what time an instance notices what another one published
 */
@ConfigurationProperties(prefix = "cinema.template", ignoreUnknownFields = false)
record TemplateProperties(@DefaultValue("false") boolean secondPerson, @DefaultValue("2s") Duration noticedWithin) {

	TemplateProperties {
		Bounds.positive("cinema.template.noticed-within", noticedWithin);
	}

}
