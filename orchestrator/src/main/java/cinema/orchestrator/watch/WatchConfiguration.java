package cinema.orchestrator.watch;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets figures be asked for in the background, never while somebody scrapes. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class WatchConfiguration {

}
