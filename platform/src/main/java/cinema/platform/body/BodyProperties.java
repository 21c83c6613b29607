package cinema.platform.body;

import java.util.Map;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How large bodies of requests may be; what is larger is refused before it is read.
 *
 * @param largest of every path that is not named
 * @param paths patterns of paths, as Spring's {@code PathPattern} reads them, and how
 * much is taken there; of several the most specific one counts
 */
@ConfigurationProperties(prefix = "cinema.body", ignoreUnknownFields = false)
record BodyProperties(@DefaultValue("1MB") DataSize largest, @DefaultValue Map<String, DataSize> paths) {

	BodyProperties {
		within("cinema.body.largest", largest);
		paths.forEach((path, size) -> within("cinema.body.paths." + path, size));
	}

	private static void within(String name, DataSize size) {
		Bounds.positive(name, size);
		Bounds.require(size.toBytes() < Integer.MAX_VALUE, name, "less than 2GB", size);
	}

}
