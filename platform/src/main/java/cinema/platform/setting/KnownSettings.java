package cinema.platform.setting;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * The settings below {@code cinema} that this application reads, as the build has noted
 * them.
 */
final class KnownSettings {

	private static final String NOTED = "META-INF/spring-configuration-metadata.json";

	/**
	 * Name to whether more may follow it: the keys of a map, the places of a list.
	 */
	private final Map<String, Boolean> names = new TreeMap<>();

	/** Of this application and of what it stands on. */
	KnownSettings() {
		try {
			for (Resource noted : new PathMatchingResourcePatternResolver().getResources("classpath*:" + NOTED)) {
				add(noted.getContentAsString(StandardCharsets.UTF_8));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		if (this.names.isEmpty()) {
			throw new IllegalStateException(NOTED + " is missing: build with Maven");
		}
	}

	private void add(String noted) {
		// Most of what lies there is not ours, and long.
		if (noted.contains("\"cinema.")) {
			for (JsonNode property : JsonMapper.shared().readTree(noted).path("properties")) {
				String type = property.path("type").asString("");
				this.names.put(property.path("name").asString(""), type.startsWith("java.util."));
			}
		}
	}

	/** Why a name is refused, or null when it is known or none of ours. */
	@Nullable String refuse(String name) {
		String lower = name.toLowerCase(Locale.ROOT).replace('_', '.');
		// What begins with cinema.dev belongs to ./run.
		if (!lower.startsWith("cinema.") || lower.startsWith("cinema.dev.") || isKnown(name)) {
			return null;
		}
		String group = group(lower);
		List<String> neighbours = new ArrayList<>(this.names.keySet());
		neighbours.removeIf((one) -> !one.startsWith(group + "."));
		return name + " is no setting of this application; "
				+ (neighbours.isEmpty() ? "its groups are " + groups() : "known are " + String.join(", ", neighbours));
	}

	private boolean isKnown(String name) {
		String given = bare(name);
		return this.names.entrySet().stream().anyMatch((known) -> {
			String bare = bare(known.getKey());
			return given.equals(bare) || (known.getValue() && given.startsWith(bare));
		});
	}

	/**
	 * An environment variable has no dashes, and no capitals that mean anything.
	 */
	private static String bare(String name) {
		return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
	}

	/** The first two steps of a name. */
	private static String group(String name) {
		return name.replaceAll("^([^.]+[.][^.]+).*", "$1");
	}

	private String groups() {
		return this.names.keySet().stream().map(KnownSettings::group).distinct().collect(Collectors.joining(", "));
	}

}
