package cinema.orchestrator.contract;

import java.util.List;

import cinema.platform.setting.Bounds;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where it is said what events look like.
 *
 * @param locations folders of schemas and samples of events, the first that has a file
 * wins
 */
@ConfigurationProperties(prefix = "cinema.contract", ignoreUnknownFields = false)
record ContractProperties(@DefaultValue("classpath:/contracts/") List<String> locations) {

	ContractProperties {
		Bounds.require(!locations.isEmpty(), "cinema.contract.locations", "a list of folders", locations);
	}

}
