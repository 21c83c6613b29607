package cinema.dev.setting;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the build has noted of settings in the jar of an application. */
public final class ApplicationSettings {

	private static final String NOTED = "META-INF/spring-configuration-metadata.json";

	private ApplicationSettings() {
	}

	/** Its own and those of the platform that it stands on, below {@code cinema}. */
	public static List<Setting> own(Path jar) {
		return read(jar, "platform-");
	}

	/** Its own and those of its libraries. */
	public static List<Setting> all(Path jar) {
		return read(jar, "");
	}

	private static List<Setting> read(Path jar, String libraries) {
		List<Setting> all = new ArrayList<>();
		try (ZipFile zip = new ZipFile(jar.toFile()); InputStream noted = zip.getInputStream(zip.getEntry(NOTED))) {
			all.addAll(read(noted.readAllBytes()));
			for (ZipEntry entry : zip.stream()
				.filter((one) -> one.getName().matches(".*/" + libraries + "[^/]*[.]jar"))
				.toList()) {
				try (ZipInputStream library = new ZipInputStream(zip.getInputStream(entry))) {
					all.addAll(ofLibrary(library));
				}
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return all;
	}

	private static List<Setting> ofLibrary(ZipInputStream library) throws IOException {
		for (ZipEntry entry = library.getNextEntry(); entry != null; entry = library.getNextEntry()) {
			if (entry.getName().equals(NOTED)) {
				return read(library.readAllBytes());
			}
		}
		return List.of();
	}

	private static List<Setting> read(byte[] noted) {
		List<Setting> settings = new ArrayList<>();
		for (JsonNode property : JsonMapper.shared().readTree(noted).path("properties")) {
			settings.add(new Setting(property.path("name").asString(""), property.path("type").asString(""),
					defaultValue(property.path("defaultValue")), property.path("description").asString("")));
		}
		return settings;
	}

	private static String defaultValue(JsonNode value) {
		if (value.isArray()) {
			List<String> values = new ArrayList<>();
			value.forEach((one) -> values.add(one.asString("")));
			return String.join(",", values);
		}
		return value.asString("");
	}

}
