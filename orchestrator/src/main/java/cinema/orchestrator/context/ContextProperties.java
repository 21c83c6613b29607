package cinema.orchestrator.context;

import java.net.URI;
import java.time.Duration;
import java.util.List;
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
 * @param neverDialled addresses and networks (CIDR) that are not dialled whatever a name
 * means; by themselves those of one link, where clouds keep their metadata, and groups
 */
@ConfigurationProperties(prefix = "cinema.context", ignoreUnknownFields = false)
record ContextProperties(@DefaultValue Map<String, ServiceEntry> services, @DefaultValue("1s") Duration connectTimeout,
		@DefaultValue("3s") Duration readTimeout, @DefaultValue("5s") Duration deadline,
		@DefaultValue("1MB") DataSize maxSize, @DefaultValue( {
				"169.254.0.0/16", "fe80::/10", "fd00:ec2::254/128", "224.0.0.0/4",
				"ff00::/8" }) List<String> neverDialled){

	ContextProperties {
		services.forEach((name, service) -> service.check("cinema.context.services." + name));
		Bounds.positive("cinema.context.connect-timeout", connectTimeout);
		Bounds.positive("cinema.context.read-timeout", readTimeout);
		Bounds.positive("cinema.context.deadline", deadline);
		Bounds.positive("cinema.context.max-size", maxSize);
	}

	/**
	 * Where a service is.
	 *
	 * @param token what it wants as a bearer token, or null
	 * @param paths what may be asked of it: these paths and all that is below them;
	 * without any it is everything, which a service with a token refuses to be
	 */
	record ServiceEntry(URI url, @Nullable String token, @DefaultValue List<String> paths) {

		void check(String name) {
			Bounds.web(name + ".url", this.url);
			Bounds.require(this.token == null || this.token.isBlank() || !this.paths.isEmpty(), name + ".paths",
					"a list of paths that may be asked with its token, for example /api/v1/users", "");
			this.paths.forEach((path) -> Bounds.require(path.startsWith("/"), name + ".paths",
					"paths that begin with a slash", path));
		}

		/** Whether that may be asked of it, compared by whole parts of the path. */
		boolean allows(String path) {
			return this.paths.isEmpty() || this.paths.stream()
				.map((one) -> StringUtils.trimTrailingCharacter(one, '/'))
				.anyMatch((one) -> path.equals(one) || path.startsWith(one + "/"));
		}

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
