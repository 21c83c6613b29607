package cinema.orchestrator.rendering;

import cinema.platform.seal.SealedLinks;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What opens that which auth has sealed for us. */
@Configuration(proxyBeanMethods = false)
class SealConfiguration {

	@Bean
	SealedLinks sealedLinks(SealProperties properties) {
		return properties.links();
	}

}
