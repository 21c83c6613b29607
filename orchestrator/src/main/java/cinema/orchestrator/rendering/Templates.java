package cinema.orchestrator.rendering;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.orchestrator.rendering.TemplateParser.LetterTemplate;
import cinema.platform.setting.RefusedSettingsException;
import freemarker.core.HTMLOutputFormat;
import freemarker.template.Template;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.springframework.util.ConcurrentLruCache;

/**
 * Finds templates: {@code <channel>/<name>.md} in English, {@code <channel>/<name>_ru.md}
 * in Russian, or {@code .txt} where letters are text alone; with {@code @3} behind its
 * name it is version 3 of those that people have published. A missing template of the
 * catalogue stops the start.
 */
@Component
class Templates {

	private static final Pattern VERSIONED = Pattern.compile("([^/]+/)([^@]+)@(\\d{1,9})");

	private static final int REMEMBERED = 200;

	private final Map<String, Optional<LetterTemplate>> parsed = new ConcurrentHashMap<>();

	/** By name and version; a version never changes. */
	private final ConcurrentLruCache<Version, Map<String, LetterTemplate>> published = new ConcurrentLruCache<>(
			REMEMBERED, this::load);

	private final RenderingProperties properties;

	private final ResourceLoader resources;

	private final StoredTemplates stored;

	private final TemplateParser parser = new TemplateParser();

	private final Template frame;

	Templates(RenderingProperties properties, ResourceLoader resources, Catalogue catalogue, StoredTemplates stored) {
		this.properties = properties;
		this.resources = resources;
		this.stored = stored;
		this.frame = frame(require("frame.ftlh"));
		catalogue.templates().forEach((name, notice) -> {
			if (load(name, "").isEmpty()) {
				throw refused("The notice " + notice + " of cinema.catalogue.events needs the template " + name
						+ ", but there is no " + TemplateText.file(name) + " in cinema.rendering.template-locations "
						+ properties.templateLocations());
			}
			properties.languages().forEach((language) -> load(name, language));
		});
	}

	private Template frame(String source) {
		try {
			return this.parser.parse("frame.ftlh", source, HTMLOutputFormat.INSTANCE);
		}
		catch (TemplateFaultException ex) {
			throw refused("Template frame.ftlh: " + ex.getMessage());
		}
	}

	Template frame() {
		return this.frame;
	}

	/**
	 * The template in the language of a locale such as {@code ru-RU}, else in English;
	 * null when there is none.
	 */
	@Nullable LetterTemplate find(String name, String locale) {
		String language = Locale.forLanguageTag(locale).getLanguage();
		Matcher versioned = VERSIONED.matcher(name);
		if (versioned.matches()) {
			return find(new Version(versioned.group(2), Integer.parseInt(versioned.group(3))),
					versioned.group(1) + versioned.group(2), language);
		}
		Optional<LetterTemplate> localised = this.properties.languages().contains(language) ? load(name, language)
				: Optional.empty();
		return localised.or(() -> load(name, "")).orElse(null);
	}

	private @Nullable LetterTemplate find(Version version, String file, String language) {
		if (version.number() == 0) {
			return find(file, language);
		}
		Map<String, LetterTemplate> texts = this.published.get(version);
		if (texts.isEmpty()) {
			// It may be published later.
			this.published.remove(version);
		}
		LetterTemplate localised = texts.get(TemplateText.file(file + "_" + language));
		return (localised != null) ? localised : texts.get(TemplateText.file(file));
	}

	private Map<String, LetterTemplate> load(Version version) {
		Map<String, LetterTemplate> templates = new HashMap<>();
		this.stored.texts(version.name(), version.number())
			.forEach((file, source) -> TemplateText.of(version.name(), file, source)
				.ifPresent((text) -> templates.put(file, draft(text))));
		return templates;
	}

	/**
	 * Makes a template of a text that people wrote.
	 * @throws TemplateFaultException that names the line
	 */
	LetterTemplate draft(TemplateText text) {
		return this.parser.readStored(text.file(), text.source(), text.locale());
	}

	private Optional<LetterTemplate> load(String name, String language) {
		String file = language.isEmpty() ? name : name + "_" + language;
		return this.parsed.computeIfAbsent(file, (key) -> {
			String source = read(TemplateText.file(key));
			return (source != null)
					? Optional.of(parse(key, source, Locale.forLanguageTag(language.isEmpty() ? "en" : language)))
					: Optional.empty();
		});
	}

	private LetterTemplate parse(String name, String source, Locale language) {
		try {
			return this.parser.read(name, source, language);
		}
		catch (TemplateFaultException ex) {
			throw refused("Template " + TemplateText.file(name) + ": " + ex.getMessage());
		}
	}

	private String require(String file) {
		String source = read(file);
		if (source == null) {
			throw refused("There is no " + file + " in " + this.properties.templateLocations());
		}
		return source;
	}

	private @Nullable String read(String file) {
		try {
			for (String location : this.properties.templateLocations()) {
				Resource resource = this.resources.getResource(location + file);
				if (resource.exists()) {
					return resource.getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n");
				}
			}
			return null;
		}
		catch (IOException ex) {
			throw new IllegalStateException("Template " + file + " cannot be read", ex);
		}
	}

	private static RefusedSettingsException refused(String fault) {
		return new RefusedSettingsException(List.of(fault));
	}

	private record Version(String name, int number) {
	}

}
