package cinema.orchestrator.codec;

import java.net.URI;
import java.util.Map;

import cinema.platform.seal.SealingKeys;
import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * With which keys inputs, results and failures of workflows are sealed for Temporal;
 * without any they are plain.
 *
 * @param keys id to 32 random bytes in base64; those of before stay as long as Temporal
 * keeps what they sealed
 * @param current the id of the key that seals; needed with more than one
 * @param uiOrigin where the Temporal web UI is, whose pages may have payloads opened, for
 * example {@code https://temporal.example}; nobody's without it
 */
@ConfigurationProperties(prefix = "cinema.codec", ignoreUnknownFields = false)
record CodecProperties(@DefaultValue Map<String, String> keys, @Nullable String current, @Nullable URI uiOrigin) {

	CodecProperties {
		SealingKeys.read("cinema.codec", keys, current);
		uiOrigin = (uiOrigin == null || uiOrigin.toString().isEmpty()) ? null : uiOrigin;
		if (uiOrigin != null) {
			Bounds.web("cinema.codec.ui-origin", uiOrigin);
		}
	}

	SealingKeys sealing() {
		return SealingKeys.read("cinema.codec", this.keys, this.current);
	}

	@Override
	public String toString() {
		return "CodecProperties" + this.keys.keySet();
	}

}
