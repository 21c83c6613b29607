package cinema.orchestrator.rendering;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import cinema.workflows.contract.Channel;
import cinema.workflows.contract.Channel.Form;
import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The templates that came with the program, which are their version 0, and samples of
 * what they are given: {@code samples/<name>.json}.
 */
@Component
public class TemplateFiles {

	private static final Pattern FILE = Pattern
		.compile("(" + Channel.pattern() + ")/(" + TemplateText.NAME + ")\\.(" + Form.pattern() + ")");

	private static final Pattern SAMPLE = Pattern.compile("samples/(" + TemplateText.NAME + ")\\.json");

	private final SortedMap<String, SortedMap<String, String>> templates = new TreeMap<>();

	private final Map<String, String> samples = new TreeMap<>();

	private final RenderingProperties properties;

	TemplateFiles(RenderingProperties properties) throws IOException {
		this.properties = properties;
		Map<String, String> files = new TreeMap<>();
		for (Form form : Form.values()) {
			files.putAll(read("*/*." + form.ending()));
		}
		files.forEach((file, source) -> {
			Matcher named = FILE.matcher(file);
			if (named.matches() && TemplateText.file(named.group(1) + "/" + named.group(2)).equals(file)) {
				String name = name(files.keySet(), named.group(1), named.group(2));
				this.templates.computeIfAbsent(name, (key) -> new TreeMap<>()).put(file, source);
			}
		});
		read("samples/*.json").forEach((file, source) -> {
			Matcher named = SAMPLE.matcher(file);
			if (named.matches()) {
				this.samples.put(named.group(1), source);
			}
		});
	}

	/** Of {@code welcome_ru} it is {@code welcome}, where there is such a file. */
	private String name(Set<String> files, String channel, String stem) {
		int end = stem.lastIndexOf('_');
		boolean localised = end > 0 && this.properties.languages().contains(stem.substring(end + 1))
				&& files.contains(TemplateText.file(channel + "/" + stem.substring(0, end)));
		return localised ? stem.substring(0, end) : stem;
	}

	/** By their last folder and name; the first location that has a file wins. */
	private Map<String, String> read(String pattern) throws IOException {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		Map<String, String> files = new TreeMap<>();
		for (String location : this.properties.templateLocations()) {
			for (Resource resource : resources.getResources(everywhere(location) + pattern)) {
				String[] path = resource.getURI().toString().split("/");
				files.computeIfAbsent(path[path.length - 2] + "/" + path[path.length - 1], (file) -> text(resource));
			}
		}
		return files;
	}

	/** Not in the first folder of that name alone. */
	private static String everywhere(String location) {
		return location.replaceFirst("^classpath:", "classpath*:");
	}

	private static String text(Resource resource) {
		try {
			return resource.getContentAsString(StandardCharsets.UTF_8).replace("\r\n", "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** In which there may be texts. */
	public List<String> languages() {
		return Stream.concat(Stream.of(TemplateText.ENGLISH), this.properties.languages().stream()).toList();
	}

	/** The names of templates, without channel. */
	public Set<String> names() {
		return this.templates.keySet();
	}

	/**
	 * The texts of a template by file, for example {@code email/welcome_ru.md}; or none.
	 */
	public SortedMap<String, String> texts(String name) {
		return new TreeMap<>(this.templates.getOrDefault(name, new TreeMap<>()));
	}

	/** JSON with {@code details} and {@code context}, or null. */
	public @Nullable String sample(String name) {
		return this.samples.get(name);
	}

}
