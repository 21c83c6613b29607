package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import cinema.orchestrator.catalogue.Catalogue;
import cinema.platform.setting.RefusedSettingsException;
import freemarker.core.HTMLOutputFormat;
import freemarker.core.OutputFormat;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core.TemplateConfiguration;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateExceptionHandler;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;

/**
 * Finds and parses templates: {@code <channel>/<name>.md} in English,
 * {@code <channel>/<name>_ru.md} in Russian; the first lines name the subject between two
 * lines of three dashes. A missing template of the catalogue stops the start.
 */
@Component
class Templates {

	private static final String FENCE = "---\n";

	/** The two fences and the subject between them. */
	private static final int FENCE_LINES = 3;

	private static final String SUBJECT = "subject:";

	/** What would make data a template, or reach beyond the values of the letter. */
	private static final Pattern FORBIDDEN = Pattern
		.compile("\\?(?:api|eval|eval_json|interpret|new)\\b|<#(?:include|import|setting|ftl|attempt)\\b"
				+ "|\\.(?:data_model|globals|get_optional_template|current_template_name|caller_template_name)\\b");

	private final Map<String, Optional<LetterTemplate>> parsed = new ConcurrentHashMap<>();

	private final RenderingProperties properties;

	private final ResourceLoader resources;

	private final Configuration freemarker = lockedDown();

	private final Template frame;

	Templates(RenderingProperties properties, ResourceLoader resources, Catalogue catalogue) throws IOException {
		this.properties = properties;
		this.resources = resources;
		this.frame = parse("frame.ftlh", require("frame.ftlh"), HTMLOutputFormat.INSTANCE);
		catalogue.templates().forEach((name, notice) -> {
			if (load(name, "").isEmpty()) {
				throw refused("The notice " + notice + " of cinema.catalogue.events needs the template " + name
						+ ", but there is no " + name + ".md in cinema.rendering.template-locations "
						+ properties.templateLocations());
			}
			properties.languages().forEach((language) -> load(name, language));
		});
	}

	/**
	 * Values only: no class, method, file or other template is within reach of a
	 * template.
	 */
	private static Configuration lockedDown() {
		Configuration freemarker = new Configuration(Configuration.VERSION_2_3_34);
		freemarker.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
		freemarker.setAPIBuiltinEnabled(false);
		freemarker.setObjectWrapper(new SimpleObjectWrapper(Configuration.VERSION_2_3_34));
		freemarker.setTemplateLoader(null);
		freemarker.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
		freemarker.setLogTemplateExceptions(false);
		freemarker.setWrapUncheckedExceptions(true);
		freemarker.setLocalizedLookup(false);
		freemarker.setNumberFormat("computer");
		freemarker.setLocale(Locale.ROOT);
		return freemarker;
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
		Optional<LetterTemplate> localised = this.properties.languages().contains(language) ? load(name, language)
				: Optional.empty();
		return localised.or(() -> load(name, "")).orElse(null);
	}

	private Optional<LetterTemplate> load(String name, String language) {
		String file = language.isEmpty() ? name : name + "_" + language;
		return this.parsed.computeIfAbsent(file, (key) -> {
			String source = read(key + ".md");
			return (source != null)
					? Optional.of(split(key, source, Locale.forLanguageTag(language.isEmpty() ? "en" : language)))
					: Optional.empty();
		});
	}

	private LetterTemplate split(String name, String source, Locale language) {
		int end = source.indexOf("\n" + FENCE, FENCE.length() - 1);
		String head = (source.startsWith(FENCE) && end > 0) ? source.substring(FENCE.length(), end).strip() : "";
		if (!head.startsWith(SUBJECT) || head.contains("\n")) {
			throw refused("Template " + name + ".md has to begin with ---, a line 'subject: ...' and ---");
		}
		// Blank lines for the head, so that a fault is told by its line of the file.
		String body = "\n".repeat(FENCE_LINES) + source.substring(end + 1 + FENCE.length());
		Template subject = parse(name + ".subject", "\n" + head.substring(SUBJECT.length()).strip(),
				PlainTextOutputFormat.INSTANCE);
		return new LetterTemplate(subject, parse(name, body, MarkdownOutputFormat.INSTANCE), language);
	}

	private Template parse(String name, String source, OutputFormat format) {
		Matcher forbidden = FORBIDDEN.matcher(source);
		if (forbidden.find()) {
			throw refused("Template " + name + " uses " + forbidden.group() + ", which is forbidden");
		}
		try {
			TemplateConfiguration settings = new TemplateConfiguration();
			settings.setOutputFormat(format);
			settings.setParentConfiguration(this.freemarker);
			Template template = new Template(name, null, new StringReader(source), this.freemarker, settings, null);
			settings.apply(template);
			_CoreAPI.addThreadInterruptedChecks(template); // so that an endless loop can
															// be ended
			return template;
		}
		catch (IOException ex) {
			throw refused("Template " + name + " cannot be parsed: " + ex.getMessage());
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

	/** A template in one language, parsed once. */
	record LetterTemplate(Template subject, Template body, Locale language) {
	}

}
