package cinema.orchestrator.context;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import cinema.platform.outbound.ServiceEntry;
import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
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

}
