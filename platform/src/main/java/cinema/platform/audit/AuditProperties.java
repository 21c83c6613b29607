package cinema.platform.audit;

import java.time.Duration;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The memory of who did what.
 *
 * @param keep how long it is told; a day at least
 */
@ConfigurationProperties(prefix = "cinema.audit", ignoreUnknownFields = false)
record AuditProperties(@DefaultValue("395d") Duration keep) {

	AuditProperties {
		Bounds.require(keep.compareTo(Duration.ofDays(1)) >= 0, "cinema.audit.keep", "a day or more", keep);
	}

}
