package cinema.auth.request;

import java.util.UUID;

import org.springframework.core.convert.converter.Converter;
import org.springframework.stereotype.Component;

/**
 * Ids in paths and queries as RFC 9562 writes them; the JDK alone would take 1-1-1-1-1.
 */
@Component
class IdConverter implements Converter<String, UUID> {

	@Override
	public UUID convert(String text) {
		UUID id = UUID.fromString(text);
		if (!id.toString().equalsIgnoreCase(text)) {
			throw new IllegalArgumentException("no UUID");
		}
		return id;
	}

}
