package cinema.dev.compose;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml with the variables of an environment file put in. */
final class ComposeFile {

	static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

	static final List<String> APPLICATIONS = List.of("auth", "orchestrator", "worker");

	private static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(?::([-?])([^}]*))?}");

	private final Map<String, Map<String, Object>> services;

	private ComposeFile(Map<String, Map<String, Object>> services) {
		this.services = services;
	}

	static String text() {
		return read(PROJECT.resolve("docker-compose.yml"));
	}

	@SuppressWarnings("unchecked")
	static ComposeFile with(Map<String, String> variables) {
		Map<String, Object> root = new Yaml().load(interpolate(text(), variables));
		return new ComposeFile((Map<String, Map<String, Object>>) root.get("services"));
	}

	/** As {@code docker compose} does it: an empty variable is as good as none. */
	private static String interpolate(String text, Map<String, String> variables) {
		return VARIABLE.matcher(text).replaceAll((match) -> {
			String value = variables.getOrDefault(match.group(1), "");
			if (!value.isEmpty()) {
				return Matcher.quoteReplacement(value);
			}
			if ("?".equals(match.group(2))) {
				throw new IllegalArgumentException(match.group(1) + ": " + match.group(3));
			}
			return Matcher.quoteReplacement((match.group(3) != null) ? match.group(3) : "");
		});
	}

	/** Variable to whether nothing starts without it. */
	static Map<String, Boolean> variables() {
		Map<String, Boolean> variables = new TreeMap<>();
		VARIABLE.matcher(text())
			.results()
			.forEach((match) -> variables.merge(match.group(1), "?".equals(match.group(2)), Boolean::logicalOr));
		return variables;
	}

	/** An environment file as {@code deploy/compose/secrets.sh} makes it. */
	static Map<String, String> environmentFile(Path file) {
		Map<String, String> variables = new LinkedHashMap<>();
		read(file).lines().filter((line) -> line.matches("\\w+=.*")).forEach((line) -> {
			int at = line.indexOf('=');
			variables.put(line.substring(0, at), line.substring(at + 1));
		});
		return variables;
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Set<String> names() {
		return this.services.keySet();
	}

	Map<String, Object> service(String name) {
		return this.services.get(name);
	}

	Map<String, String> environment(String service) {
		Map<String, String> environment = new LinkedHashMap<>();
		map(service, "environment").forEach((name, value) -> environment.put(name, Objects.toString(value, "")));
		return environment;
	}

	@SuppressWarnings("unchecked")
	Map<String, Object> map(String service, String key) {
		return (Map<String, Object>) service(service).getOrDefault(key, Map.of());
	}

	@SuppressWarnings("unchecked")
	List<String> list(String service, String key) {
		return (List<String>) service(service).getOrDefault(key, List.of());
	}

	/** What has to be up before this service, at first or second hand. */
	Set<String> waitsFor(String service) {
		Set<String> found = new TreeSet<>();
		map(service, "depends_on").keySet().forEach((name) -> {
			found.add(name);
			found.addAll(waitsFor(name));
		});
		return found;
	}

}
