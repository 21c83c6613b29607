package cinema.orchestrator.rehearsal;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How far a mailing is rehearsed.
 *
 * @param dryRunPages how many pages of an audience a dry run reads at most
 */
@ConfigurationProperties(prefix = "cinema.rehearsal", ignoreUnknownFields = false)
record RehearsalProperties(@DefaultValue("20") int dryRunPages) {

	RehearsalProperties {
		Bounds.between("cinema.rehearsal.dry-run-pages", 1, 1000, dryRunPages);
	}

}
