package cinema.orchestrator.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;

/** Catalogues for tests, read as the application reads them. */
public final class Catalogues {

	private Catalogues() {
	}

	/** The one that is shipped. */
	public static Catalogue real() {
		return read(new ClassPathResource("catalogue.yaml"), Map.of());
	}

	/** One that is written in a test, where there is a topic {@code a} too. */
	public static Catalogue of(String yaml) {
		return read(new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8)),
				Map.of("cinema.catalogue.topics.a.title.en", "A"));
	}

	private static Catalogue read(Resource yaml, Map<String, Object> more) {
		StandardEnvironment environment = new StandardEnvironment();
		try {
			new YamlPropertySourceLoader().load("catalogue", yaml).forEach(environment.getPropertySources()::addLast);
			environment.getPropertySources().addLast(new MapPropertySource("more", more));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		Binder binder = new Binder(ConfigurationPropertySources.get(environment), null,
				ApplicationConversionService.getSharedInstance());
		return new Catalogue(binder.bindOrCreate("cinema.catalogue", Bindable.of(CatalogueProperties.class)));
	}

}
