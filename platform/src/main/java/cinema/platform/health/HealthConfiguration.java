package cinema.platform.health;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Every application is watched. */
@AutoConfiguration
@EnableConfigurationProperties(WatchProperties.class)
class HealthConfiguration {

}
