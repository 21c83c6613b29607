package cinema.orchestrator.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;

/**
 * The files of the contract: {@code event-<type>.schema.json} and
 * {@code event-<type>.json}, a sample.
 */
@Component
class ContractFiles {

	static final String SCHEMA = ".schema.json";

	private final Map<String, String> texts = new TreeMap<>();

	ContractFiles(ContractProperties properties) throws IOException {
		PathMatchingResourcePatternResolver resources = new PathMatchingResourcePatternResolver();
		for (String location : properties.locations()) {
			// Not in the first folder of that name alone.
			String everywhere = location.replaceFirst("^classpath:", "classpath*:");
			for (Resource file : resources.getResources(everywhere + "event*.json")) {
				this.texts.computeIfAbsent(Objects.requireNonNull(file.getFilename()), (name) -> text(file));
			}
		}
	}

	private static String text(Resource file) {
		try {
			return file.getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Map<String, String> schemas() {
		return this.texts.entrySet()
			.stream()
			.filter((one) -> one.getKey().endsWith(SCHEMA))
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/** A file's text, or null when there is none. */
	@Nullable String text(String name) {
		return this.texts.get(name);
	}

}
