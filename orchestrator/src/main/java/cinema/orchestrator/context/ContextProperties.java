package cinema.orchestrator.context;

import java.net.URI;
import java.time.Duration;
import java.util.Map;

import cinema.platform.setting.Bounds;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;
import org.springframework.util.unit.DataSize;

/**
 * The services that may be asked, and how long and how much they may answer.
 *
 * @param services name to {@code url} and {@code token}; a name is what stands where a
 * URL of an event has its host, and nothing else is ever asked
 * @param connectTimeout how long a connection may take
 * @param readTimeout how long a service may be silent
 * @param deadline the longest that one answer may take altogether
 * @param maxSize the largest answer
 */
@ConfigurationProperties(prefix = "cinema.context", ignoreUnknownFields = false)
record ContextProperties(@DefaultValue Map<String, ServiceEntry> services, @DefaultValue("1s") Duration connectTimeout,
		@DefaultValue("3s") Duration readTimeout, @DefaultValue("5s") Duration deadline,
		@DefaultValue("1MB") DataSize maxSize) {

	ContextProperties {
		services.forEach((name, service) -> Bounds.web("cinema.context.services." + name + ".url", service.url()));
		Bounds.positive("cinema.context.connect-timeout", connectTimeout);
		Bounds.positive("cinema.context.read-timeout", readTimeout);
		Bounds.positive("cinema.context.deadline", deadline);
		Bounds.positive("cinema.context.max-size", maxSize);
	}

	/**
	 * Where a service is.
	 *
	 * @param token what it wants as a bearer token, or null
	 */
	record ServiceEntry(URI url, @Nullable String token) {

		/** The place that paths are appended to, without a slash at its end. */
		String base() {
			return StringUtils.trimTrailingCharacter(this.url.toString(), '/');
		}

		/** Without the token. */
		@Override
		public String toString() {
			return "ServiceEntry[" + this.url + "]";
		}

	}

}
